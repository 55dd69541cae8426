"""Block averages of a video in NumPy. Arguments: video (float32), frames, side, factors (each twice the one before)."""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

path, frames, side, factors = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), json.loads(sys.argv[4])
video = np.fromfile(path, np.float32).reshape(frames, side, side)


def reshaped(x):
    n, rows, columns = x.shape
    return x.reshape(n, rows // 2, 2, columns // 2, 2).mean(axis=(2, 4))


def strided(x):
    return (x[:, ::2, ::2] + x[:, ::2, 1::2] + x[:, 1::2, ::2] + x[:, 1::2, 1::2]) * np.float32(0.25)


def levels(halve):
    x = video
    made = []
    for _ in factors:
        x = halve(x)
        made.append(x)
    return made


def timed(work):
    start = time.perf_counter()
    kept = work()
    return time.perf_counter() - start, kept


def exact(request):
    """Means over b × b pixels in 64-bit floats, of some frames."""
    with open(request["to"], "wb") as file:
        for b in factors:
            for frame in request["frames"]:
                x = video[frame].astype(np.float64)
                x.reshape(side // b, b, side // b, b).mean(axis=(1, 3)).tofile(file)


threads = ThreadPoolExecutor(2)
for line in sys.stdin:
    request = json.loads(line)
    answer = None
    match request["command"]:
        case "reshaped":
            answer = timed(lambda: levels(reshaped))[0] * 1e3
        case "strided":
            answer = timed(lambda: levels(strided))[0] * 1e3
        case "read":
            answer = video.nbytes / timed(lambda: list(threads.map(np.sum, np.array_split(video, 16))))[0] / 1e9
        case "exact":
            answer = exact(request)
    print(json.dumps(answer), flush=True)
