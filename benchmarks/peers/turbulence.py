"""Decaying two-dimensional turbulence with a dye, pseudo-spectral with NumPy and SciPy's FFT on one thread. Arguments:
file of vorticity and then dye on the grid (float64), points along a side, time step, viscosity, hyperviscosity,
diffusivity of the dye."""

import json
import sys
import time

import numpy as np
from scipy.fft import irfft2, rfft2

path, n = sys.argv[1], int(sys.argv[2])
dt, viscosity, hyperviscosity, diffusivity = map(float, sys.argv[3:7])

kx = np.arange(n // 2 + 1.0)[None, :]
ky = (np.fft.fftfreq(n) * n)[:, None]
square = kx**2 + ky**2
inverse_square = 1 / np.where(square > 0, square, 1)
kept = (kx <= (n - 1) // 3) & (abs(ky) <= (n - 1) // 3)
half_step = np.exp(-dt / 2 * np.stack([(viscosity + hyperviscosity * square) * square, diffusivity * square]))
start = rfft2(np.fromfile(path).reshape(2, n, n)) * kept
start[0, 0, 0] = 0
# The columns between the first and the last stand for their mirror images as well.
weights = np.where((kx > 0) & (kx < n // 2), 2, 1) / n**4


def tendency(modes):
    u = irfft2(1j * ky * inverse_square * modes[0], s=(n, n))
    v = irfft2(-1j * kx * inverse_square * modes[0], s=(n, n))
    carried = irfft2(modes, s=(n, n))
    return -1j * (kx * rfft2(u * carried) + ky * rfft2(v * carried)) * kept


def step(modes):
    a = tendency(modes)
    b = tendency(half_step * (modes + dt / 2 * a))
    c = tendency(half_step * modes + dt / 2 * b)
    d = tendency(half_step * (half_step * modes + dt * c))
    return half_step * (half_step * (modes + dt / 6 * a) + dt / 3 * (b + c)) + dt / 6 * d


def totals(modes):
    power = weights * abs(modes) ** 2
    power[:, 0, 0] = 0
    return [np.sum(power[0] * inverse_square) / 2, np.sum(power[0]) / 2, np.sum(power[1])]


modes = start
for line in sys.stdin:
    request = json.loads(line)
    if request["from"] == "start":
        modes = start
    begin = time.perf_counter()
    for _ in range(request["steps"]):
        modes = step(modes)
    seconds = time.perf_counter() - begin
    print(json.dumps({"seconds": seconds, "totals": totals(modes)}), flush=True)
