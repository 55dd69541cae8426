/** A binary field of a widget's state: the bytes as they travel, decoded when first read. */
export class ArrowState<Value> {
  #decoded: { readonly value: Value } | undefined

  constructor(
    readonly bytes: DataView,
    private readonly decode: (bytes: Uint8Array) => Value,
  ) {}

  get value(): Value {
    const { buffer, byteOffset, byteLength } = this.bytes
    this.#decoded ??= { value: this.decode(new Uint8Array(buffer, byteOffset, byteLength)) }
    return this.#decoded.value
  }
}

/** Serializer, in the sense of `WidgetModel.serializers`, of a state field that holds Arrow. */
export function arrowSerializer<Value>(decode: (bytes: Uint8Array) => Value) {
  return {
    deserialize: (bytes?: DataView) => new ArrowState(bytes ?? new DataView(new ArrayBuffer(0)), decode),
    serialize: (state?: ArrowState<Value>) => state?.bytes ?? new DataView(new ArrayBuffer(0)),
  }
}
