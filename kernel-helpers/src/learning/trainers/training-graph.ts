import type { Layer, Network } from '../network.js'
import { BETA1, BETA2, decays, EPSILON } from '../optimizer.js'
import { GraphDefinition } from './graph-definition.js'
import type { TrainingConstants } from './trainer.js'

const FLOAT = { T: { type: 'float' } } as const
const REAL = { dtype: { type: 'float' } } as const
const INDEX = { Tidx: { type: 'int32' } } as const
const CONVOLUTION = { ...FLOAT, strides: { ints: [1, 1, 1, 1] }, padding: { text: 'VALID' } } as const

/**
 * All that training a network needs, as one TensorFlow graph: fetching `loss` takes a whole step, fetching `gradient`
 * none; `correction` is the network's output without noise; `initialised` and `assigned` set the variables.
 * Fed: inputs, targets, noiseOffsets; schedule (learning rate and the two bias corrections); values, noise.
 */
export function trainingGraph(network: Network, constants: TrainingConstants): Uint8Array {
  const graph = new TrainingGraph(network, constants)
  graph.write()
  return graph.definition.savedModel()
}

interface Forward {
  readonly output: string
  /** Of each layer: its input with noise, its output before and the sigmoid within SiLU. */
  readonly trace: readonly { readonly input: string; readonly z: string; readonly sigmoid: string }[]
}

class TrainingGraph {
  readonly definition = new GraphDefinition()

  constructor(
    private readonly network: Network,
    private readonly constants: TrainingConstants,
  ) {}

  write(): void {
    const inputs = this.#placeholder('inputs')
    const targets = this.#placeholder('targets')
    const values = this.#placeholder('values')
    const variables = {
      parameters: this.#variable('parameters'),
      first: this.#variable('first'),
      second: this.#variable('second'),
    }
    const parameters = this.#read(variables.parameters)
    this.#node('Identity', [parameters], FLOAT, 'current')
    this.#assign('assigned', [[variables.parameters, values]])
    const tensors = this.#tensors(parameters)
    this.#node('Identity', [this.#forward(tensors, inputs).output], FLOAT, 'correction')

    const training = this.#forward(tensors, inputs, this.#noise(values))
    const residual = this.#binary('Sub', training.output, targets)
    const loss = this.#node('Mean', [this.#unary('Square', residual), this.#ints([0, 1, 2, 3])], {
      ...FLOAT,
      ...INDEX,
    })
    const gradient = this.#backward(tensors, training, residual)
    this.#node('Identity', [gradient], FLOAT, 'gradient')
    const updates = this.#adamW(gradient, parameters, variables)
    this.#node('Identity', [loss, ...updates.map((update) => `^${update}`)], FLOAT, 'loss')

    const zeros = this.#unary('ZerosLike', values)
    this.#assign('initialised', [
      [variables.parameters, values],
      [variables.first, zeros],
      [variables.second, zeros],
    ])
  }

  /** A bank of normal numbers that is filled once, read at the places that are fed. */
  #noise(values: string): (x: string, layer: number) => string {
    const { inputNoise, hiddenNoise } = this.constants
    const variable = this.#variable('noise')
    this.#assign('noisy', [[variable, values]])
    const bank = this.#read(variable)
    const offsets = this.#placeholder('noiseOffsets', 'int32')
    return (x, layer) => {
      const place = this.#node('Slice', [offsets, this.#ints([layer]), this.#ints([1])], {
        T: { type: 'int32' },
        Index: { type: 'int32' },
      })
      const size = this.#node('Size', [x], FLOAT)
      const sizes = this.#node('Reshape', [size, this.#ints([1])], { T: { type: 'int32' } })
      const normals = this.#node('Slice', [bank, place, sizes], { ...FLOAT, Index: { type: 'int32' } })
      const shaped = this.#node('Reshape', [normals, this.#node('Shape', [x], FLOAT)], FLOAT)
      const scaled = this.#binary('Mul', shaped, this.#scalar(layer === 0 ? inputNoise : hiddenNoise))
      return this.#binary('AddV2', x, scaled)
    }
  }

  #forward(
    tensors: readonly string[],
    inputs: string,
    noise: (x: string, layer: number) => string = (x) => x,
  ): Forward {
    const { layers } = this.network
    let x = inputs
    const trace = layers.map((_, i) => {
      const input = noise(x, i)
      const convolved = this.#node('Conv2D', [input, tensors[2 * i]], CONVOLUTION)
      const z = this.#node('BiasAdd', [convolved, tensors[2 * i + 1]], FLOAT)
      const sigmoid = i === layers.length - 1 ? '' : this.#unary('Sigmoid', z)
      x = sigmoid === '' ? z : this.#binary('Mul', z, sigmoid)
      return { input, z, sigmoid }
    })
    return { output: x, trace }
  }

  /** Gradient of the mean squared error, as one vector like the parameters. */
  #backward(tensors: readonly string[], { trace }: Forward, residual: string): string {
    const { layers } = this.network
    const count = this.#node('Cast', [this.#node('Size', [residual], FLOAT)], {
      SrcT: { type: 'int32' },
      DstT: { type: 'float' },
    })
    const gradients: string[] = []
    let slope = this.#binary('Mul', residual, this.#binary('RealDiv', this.#scalar(2), count))
    for (let i = layers.length - 1; i >= 0; i--) {
      const { input, z, sigmoid } = trace[i]
      if (sigmoid !== '') {
        // d(z·σ(z)) = σ + z·σ·(1 − σ), and SigmoidGrad(σ, s) = s·σ·(1 − σ)
        const curved = this.#binary('SigmoidGrad', sigmoid, this.#binary('Mul', slope, z))
        slope = this.#binary('AddV2', this.#binary('Mul', slope, sigmoid), curved)
      }
      const filter = this.#node(
        'Conv2DBackpropFilter',
        [input, this.#ints(shape(layers[i])), slope],
        CONVOLUTION,
      )
      gradients.unshift(this.#flat(filter), this.#node('BiasAddGrad', [slope], FLOAT))
      if (i > 0) {
        const sides = this.#node('Shape', [input], FLOAT)
        slope = this.#node('Conv2DBackpropInput', [sides, tensors[2 * i], slope], CONVOLUTION)
      }
    }
    return this.#node('ConcatV2', [...gradients, this.#scalarInt(0)], {
      ...FLOAT,
      ...INDEX,
      N: { int: gradients.length },
    })
  }

  /** The nodes that change the variables. */
  #adamW(
    gradient: string,
    parameters: string,
    variables: { readonly parameters: string; readonly first: string; readonly second: string },
  ): string[] {
    const [rate, correction1, correction2] = ['rate', 'correction1', 'correction2'].map((name) =>
      this.#placeholder(name),
    )
    const moment = (variable: string, beta: number, value: string) =>
      this.#binary(
        'AddV2',
        this.#binary('Mul', this.#read(variable), this.#scalar(beta)),
        this.#binary('Mul', value, this.#scalar(1 - beta)),
      )
    const first = moment(variables.first, BETA1, gradient)
    const second = moment(variables.second, BETA2, this.#unary('Square', gradient))
    const deviation = this.#unary('Sqrt', this.#binary('RealDiv', second, correction2))
    const scaled = this.#binary(
      'RealDiv',
      this.#binary('RealDiv', first, correction1),
      this.#binary('AddV2', deviation, this.#scalar(EPSILON)),
    )
    const decay = this.definition.constant(decays(this.network, this.constants.weightDecay), [
      this.network.size,
    ])
    const change = this.#binary('AddV2', scaled, this.#binary('Mul', decay, parameters))
    const moved = this.#binary('Sub', parameters, this.#binary('Mul', change, rate))
    return [
      this.#node('AssignVariableOp', [variables.parameters, moved], REAL),
      this.#node('AssignVariableOp', [variables.first, first], REAL),
      this.#node('AssignVariableOp', [variables.second, second], REAL),
    ]
  }

  /** Filters and biases, layer by layer. */
  #tensors(parameters: string): string[] {
    const { layers } = this.network
    const sizes = layers.flatMap(({ filter, bias, outputs }) => [bias - filter, outputs])
    const parts = this.#node('SplitV', [parameters, this.#ints(sizes), this.#scalarInt(0)], {
      ...FLOAT,
      Tlen: { type: 'int32' },
      num_split: { int: sizes.length },
    })
    return layers.flatMap((layer, i) => [
      this.#node('Reshape', [`${parts}:${2 * i}`, this.#ints(shape(layer))], FLOAT),
      `${parts}:${2 * i + 1}`,
    ])
  }

  #node(...given: Parameters<GraphDefinition['node']>): string {
    return this.definition.node(...given)
  }

  #unary(operation: string, x: string): string {
    return this.#node(operation, [x], FLOAT)
  }

  #binary(operation: string, x: string, y: string): string {
    return this.#node(operation, [x, y], FLOAT)
  }

  #flat(x: string): string {
    return this.#node('Reshape', [x, this.#ints([-1])], FLOAT)
  }

  #ints(values: readonly number[]): string {
    return this.definition.constant(Int32Array.from(values), [values.length])
  }

  #scalarInt(value: number): string {
    return this.definition.constant(Int32Array.of(value), [])
  }

  #scalar(value: number): string {
    return this.definition.constant(Float32Array.of(value), [])
  }

  #placeholder(name: string, type: 'float' | 'int32' = 'float'): string {
    return this.#node('Placeholder', [], { dtype: { type }, shape: { shape: 'unknown' } }, name)
  }

  #variable(name: string): string {
    return this.#node('VarHandleOp', [], {
      ...REAL,
      shape: { shape: 'unknown' },
      shared_name: { text: name },
    })
  }

  #read(variable: string): string {
    return this.#node('ReadVariableOp', [variable], REAL)
  }

  /** Fetching `name` sets the variables. */
  #assign(name: string, pairs: readonly (readonly [variable: string, value: string])[]): void {
    const updates = pairs.map((pair) => this.#node('AssignVariableOp', pair, REAL))
    this.#node('Identity', [this.#scalar(0), ...updates.map((update) => `^${update}`)], FLOAT, name)
  }
}

function shape({ kernel, inputs, outputs }: Layer): number[] {
  return [kernel, kernel, inputs, outputs]
}
