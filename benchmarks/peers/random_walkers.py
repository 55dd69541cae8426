"""Brownian particles in a periodic square with NumPy. Arguments: particles, side, standard deviation of a step."""

import json
import sys
import time

import numpy as np

particles, side, deviation = int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])
random = np.random.default_rng(1)
start = side * random.random((particles, 2))
positions = start.copy()
steps = 0

for line in sys.stdin:
    request = json.loads(line)
    begin = time.perf_counter()
    for _ in range(request["steps"]):
        positions += random.normal(0, deviation, (particles, 2))
        wrapped = (positions % side).astype(np.float32)
    seconds = time.perf_counter() - begin
    steps += request["steps"]
    squares = ((positions - start) ** 2).sum(axis=1)
    print(json.dumps({"seconds": seconds, "steps": steps, "squares": squares.mean()}), flush=True)
