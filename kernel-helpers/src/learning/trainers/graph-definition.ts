import { createRequire } from 'node:module'

/** Attributes of a node: a type by its name, a whole number, a truth value, a text, whole numbers, or a constant's values. */
type Attribute =
  | { readonly type: 'float' | 'int32' }
  | { readonly int: number }
  | { readonly flag: boolean }
  | { readonly text: string }
  | { readonly ints: readonly number[] }
  | { readonly shape: readonly number[] | 'unknown' }
  | { readonly values: Float32Array | Int32Array; readonly shape: readonly number[] }

/** The part used here of the protocol buffers' classes that @tensorflow/tfjs-node brings. */
interface Message {
  serializeBinary(): Uint8Array
  [setter: `${'set' | 'add'}${string}`]: (value: unknown) => void
}
type NodeMessage = Message & { getAttrMap(): { set(key: string, value: Message): void } }
interface Messages {
  readonly DataType: Readonly<Record<string, number>>
  readonly GraphDef: new () => Message
  readonly NodeDef: new () => NodeMessage
  readonly VersionDef: new () => Message
  readonly SavedModel: new () => Message
  readonly MetaGraphDef: (new () => Message) & { readonly MetaInfoDef: new () => Message }
  readonly AttrValue: (new () => Message) & { readonly ListValue: new () => Message }
  readonly Tensor: new () => Message
  readonly TensorShape: (new () => Message) & { readonly Dim: new () => Message }
}

/** Version of TensorFlow's graph format: of 2.21, and readable by all of TensorFlow 2. */
const PRODUCER = 2431
/** What a saved model is found by. */
export const TAG = 'serve'

/** A TensorFlow graph, written node by node. An output of a node is known by its name, `node` or `node:1`. */
export class GraphDefinition {
  readonly #messages: Messages
  readonly #graph: Message
  #nodes = 0

  constructor() {
    const require = createRequire(import.meta.url)
    this.#messages = require('@tensorflow/tfjs-node/dist/proto/api_pb.js') as Messages
    this.#graph = new this.#messages.GraphDef()
    const version = new this.#messages.VersionDef()
    version.setProducer(PRODUCER)
    this.#graph.setVersions(version)
  }

  /** Adds a node and returns its name. Inputs that begin with `^` only have to be computed before. */
  node(
    operation: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    name = `${operation}${++this.#nodes}`,
  ): string {
    const node = new this.#messages.NodeDef()
    node.setName(name)
    node.setOp(operation)
    for (const input of inputs) node.addInput(input)
    for (const [key, value] of Object.entries(attributes)) node.getAttrMap().set(key, this.#attribute(value))
    this.#graph.addNode(node)
    return name
  }

  constant(values: Float32Array | Int32Array, shape: readonly number[]): string {
    const type = values instanceof Float32Array ? 'float' : 'int32'
    return this.node('Const', [], { dtype: { type }, value: { values, shape } })
  }

  /** The graph as the file `saved_model.pb`. */
  savedModel(): Uint8Array {
    const { MetaGraphDef, SavedModel } = this.#messages
    const information = new MetaGraphDef.MetaInfoDef()
    information.addTags(TAG)
    const metaGraph = new MetaGraphDef()
    metaGraph.setMetaInfoDef(information)
    metaGraph.setGraphDef(this.#graph)
    const model = new SavedModel()
    model.setSavedModelSchemaVersion(1)
    model.addMetaGraphs(metaGraph)
    return model.serializeBinary()
  }

  #attribute(attribute: Attribute): Message {
    const { AttrValue, DataType } = this.#messages
    const value = new AttrValue()
    if ('type' in attribute) value.setType(DataType[`DT_${attribute.type.toUpperCase()}`])
    else if ('int' in attribute) value.setI(attribute.int)
    else if ('flag' in attribute) value.setB(attribute.flag)
    else if ('text' in attribute) value.setS(new TextEncoder().encode(attribute.text))
    else if ('ints' in attribute) {
      const list = new AttrValue.ListValue()
      for (const int of attribute.ints) list.addI(int)
      value.setList(list)
    } else if ('values' in attribute) value.setTensor(this.#tensor(attribute.values, attribute.shape))
    else value.setShape(this.#shape(attribute.shape))
    return value
  }

  #tensor(values: Float32Array | Int32Array, shape: readonly number[]): Message {
    const { DataType, Tensor } = this.#messages
    const tensor = new Tensor()
    tensor.setDtype(values instanceof Float32Array ? DataType.DT_FLOAT : DataType.DT_INT32)
    tensor.setTensorShape(this.#shape(shape))
    tensor.setTensorContent(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    return tensor
  }

  #shape(sides: readonly number[] | 'unknown'): Message {
    const { TensorShape } = this.#messages
    const shape = new TensorShape()
    if (sides === 'unknown') shape.setUnknownRank(true)
    else
      for (const side of sides) {
        const dimension = new TensorShape.Dim()
        dimension.setSize(side)
        shape.addDim(dimension)
      }
    return shape
  }
}
