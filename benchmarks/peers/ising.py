"""Metropolis updates of the Ising model with NumPy, one colour of the checkerboard after the other, each in an array of
its own. Arguments: side of the square, temperature."""

import json
import sys
import time

import numpy as np

side, temperature = int(sys.argv[1]), float(sys.argv[2])
random = np.random.Generator(np.random.SFC64(1))
half = side // 2
# Colour c holds in row y the columns 2k + (y + c) % 2.
colours = [random.integers(0, 2, (side, half), np.int8) * 2 - 1 for _ in range(2)]
shifted = [((np.arange(side) + colour) % 2 == 1)[:, None] for colour in range(2)]
odds = np.exp(np.minimum(0, -2 * np.arange(-4, 5) / temperature)).astype(np.float32)


def neighbours(colour):
    other = colours[1 - colour]
    beside = np.where(shifted[colour], np.roll(other, -1, 1), np.roll(other, 1, 1))
    return other + np.roll(other, 1, 0) + np.roll(other, -1, 0) + beside


def sweep():
    for colour in range(2):
        spins = colours[colour]
        flips = random.random((side, half), np.float32) < odds.take(spins * neighbours(colour) + 4)
        np.negative(spins, out=spins, where=flips)


for line in sys.stdin:
    sweeps = json.loads(line)["sweeps"]
    start = time.perf_counter()
    for _ in range(sweeps):
        sweep()
    seconds = time.perf_counter() - start
    energies = []
    for _ in range(sweeps):
        sweep()
        energies.append(-(colours[0] * neighbours(0)).sum(dtype=np.int64) / side**2)
    print(json.dumps({"rate": sweeps * side**2 / seconds / 1e6, "energy": np.mean(energies)}), flush=True)
