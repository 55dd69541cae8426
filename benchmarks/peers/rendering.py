"""Particles as Gaussians integrated over the cells of a periodic square, with NumPy and SciPy. Arguments: positions
(float32), frames, particles, side of the square, standard deviation."""

import json
import sys
import time

import numpy as np
from scipy.special import erf

path, frames, particles = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
side, width = float(sys.argv[4]), float(sys.argv[5])
positions = np.fromfile(path, np.float32).reshape(frames, particles, 2).astype(np.float64)
CUT = 4


def render(frame, cells):
    size = side / cells
    span = int(2 * CUT * width / size) + 2
    first = np.floor((positions[frame] - CUT * width) / size).astype(int)
    edges = (first[:, :, None] + np.arange(span + 1)) * size
    shares = np.diff(erf((edges - positions[frame][:, :, None]) / (width * np.sqrt(2))) / 2, axis=2)
    indices = (first[:, :, None] + np.arange(span)) % cells
    flat = indices[:, 1, :, None] * cells + indices[:, 0, None, :]
    weights = shares[:, 1, :, None] * shares[:, 0, None, :]
    return np.bincount(flat.ravel(), weights.ravel(), minlength=cells * cells) / size**2


for line in sys.stdin:
    request = json.loads(line)
    if "to" in request:
        render(0, request["cells"]).tofile(request["to"])
        print("null", flush=True)
    else:
        start = time.perf_counter()
        for frame in range(request["frames"]):
            render(frame, request["cells"])
        print(json.dumps(request["frames"] * particles / (time.perf_counter() - start) / 1e6), flush=True)
