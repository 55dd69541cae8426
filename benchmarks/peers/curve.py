"""An error curve as a PyTorch user would script it, with the recipe and the splits of docs/error-curve.md.

Arguments: threads, a JSON file {side, particles, frames, frameInterval, speed, width, cellSizes, runs: [files]}.
Answers each line of standard input with the seconds that the whole curve took and the FVU of every scale.
"""

import json
import math
import sys
import time

import numpy as np
import torch
from torch import nn

torch.set_num_threads(int(sys.argv[1]))
with open(sys.argv[2]) as file:
    spec = json.load(file)
shape = (spec["frames"], spec["particles"], 2)
runs = [torch.from_numpy(np.memmap(path, np.float32, "r", shape=shape)[:]) for path in spec["runs"]]
WIDTH, SIDE = spec["width"], spec["side"]
KERNELS, CHANNELS, STEPS = [5, 3, 3], 16, 200
RADIUS = 4


def render(positions, cells):
    """Particles (frames × particles × 2) as Gaussians integrated over cells: frames × cells × cells."""
    size = SIDE / cells
    span = math.ceil(8 * WIDTH / size) + 1
    out = torch.empty(len(positions), cells, cells)
    for start in range(0, len(positions), 32):
        chunk = positions[start : start + 32].double()
        first = torch.floor((chunk - 4 * WIDTH) / size)
        edges = (first[..., None] + torch.arange(span + 1)) * size
        shares = torch.diff(torch.erf((edges - chunk[..., None]) / (WIDTH * math.sqrt(2))) / 2)
        index = (first.long()[..., None] + torch.arange(span)) % cells
        x, y = index[:, :, 0], index[:, :, 1]
        frame = torch.arange(len(chunk))[:, None, None, None]
        where = (frame * cells + y[..., :, None]) * cells + x[..., None, :]
        values = shares[:, :, 1, :, None] * shares[:, :, 0, None, :]
        grid = torch.zeros(len(chunk) * cells * cells, dtype=torch.float64)
        grid.index_add_(0, where.flatten(), values.flatten())
        out[start : start + 32] = (grid / size**2).view(len(chunk), cells, cells).float()
    return out


def spread(segments, offset, count):
    """Present frames, evenly spread over the windows of segments (run, start, end)."""
    windows = [max(0, end - start - 2 * offset) for _, start, end in segments]
    taken = min(count, sum(windows))
    for i in range(taken):
        place = int((i + 0.5) * sum(windows) / taken)
        for (run, start, _), here in zip(segments, windows):
            if place < here:
                yield run, start + offset + place
                break
            place -= here


def examples(segments, cells, offset, count, mean, deviation):
    chosen = list(spread(segments, offset, count))

    def frames(shift):
        return (render(torch.stack([runs[r][t + shift] for r, t in chosen]), cells) - mean) / deviation

    inputs = torch.stack([frames(-offset), frames(0)], 1)
    return nn.functional.pad(inputs, [RADIUS] * 4, mode="circular"), frames(offset)[:, None]


def patches(inputs):
    """Rows of 9 × 9 × 2 numbers and a 1, some images at a time."""
    for chunk in inputs.split(max(1, 8192 // (inputs.shape[2] - 8) ** 2)):
        rows = nn.functional.unfold(chunk, 9).transpose(1, 2).flatten(0, 1)
        yield torch.cat([rows, torch.ones(len(rows), 1)], 1)


def normal_equations(inputs, targets):
    products, mixed, at = 0, 0, 0
    flat = targets.flatten()
    for rows in patches(inputs):
        y = flat[at : at + len(rows)]
        products = products + (rows.T @ rows).double()
        mixed = mixed + (rows.T @ y).double()
        at += len(rows)
    return products / at, mixed / at, (flat.double() ** 2).mean()


def fit_ridge(train, validation):
    products, mixed, _ = normal_equations(*train)
    check, check_mixed, squares = normal_equations(*validation)
    values, vectors = torch.linalg.eigh(products)
    scale = products.trace() / len(products)

    def solve(penalty):
        return vectors @ ((vectors.T @ mixed) / (values.clamp(min=0) + penalty * scale))

    def error(weights):
        return weights @ check @ weights - 2 * weights @ check_mixed + squares

    return min((solve(10 ** (-6 + 0.75 * i)) for i in range(13)), key=error).float()


def predict_ridge(weights, inputs, targets):
    return torch.cat([rows @ weights for rows in patches(inputs)]).view_as(targets)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        sizes = [2] + [CHANNELS] * (len(KERNELS) + 1) + [1]
        self.layers = nn.ModuleList(nn.Conv2d(i, o, k) for i, o, k in zip(sizes, sizes[1:], [*KERNELS, 1, 1]))
        for layer in self.layers[:-1]:
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)
        nn.init.zeros_(self.layers[-1].weight)
        nn.init.zeros_(self.layers[-1].bias)

    def forward(self, x):
        for i, layer in enumerate(self.layers):
            if self.training:
                x = x + (0.05 if i else 0.03) * torch.randn_like(x)
            x = layer(x)
            if i < len(self.layers) - 1:
                x = nn.functional.silu(x)
        return x


def correct(network, inputs):
    network.eval()
    with torch.no_grad():
        result = torch.cat([network(chunk) for chunk in inputs.split(max(1, 65536 // inputs[0, 0].numel()))])
    network.train()
    return result


def train(inputs, residuals, check_inputs, check_residuals):
    network = Network()
    decays = [p for p in network.parameters() if p.dim() > 1]
    others = [p for p in network.parameters() if p.dim() == 1]
    optimizer = torch.optim.AdamW([{"params": decays}, {"params": others, "weight_decay": 0.0}], weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=STEPS)
    side = min(32, residuals.shape[-1])
    padded = side + 2 * RADIUS
    count = max(1, round(min(6144 / side**2, 60000 / padded**2)))
    places = residuals.shape[-1] - side + 1
    best, kept = math.inf, None
    for step in range(1, STEPS + 1):
        xs, ys = [], []
        for _ in range(count):
            n = np.random.randint(len(inputs))
            top, left, symmetry = np.random.randint(places), np.random.randint(places), np.random.randint(8)
            x = inputs[n, :, top : top + padded, left : left + padded]
            y = residuals[n, :, top : top + side, left : left + side]
            if symmetry & 1:
                x, y = x.flip(1), y.flip(1)
            if symmetry & 2:
                x, y = x.flip(2), y.flip(2)
            if symmetry & 4:
                x, y = x.transpose(1, 2), y.transpose(1, 2)
            xs.append(x)
            ys.append(y)
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(network(torch.stack(xs)), torch.stack(ys))
        loss.backward()
        optimizer.step()
        schedule.step()
        if step % 20 == 0:
            error = nn.functional.mse_loss(correct(network, check_inputs), check_residuals).item()
            if error < best:
                best, kept = error, {k: v.clone() for k, v in network.state_dict().items()}
    network.load_state_dict(kept)
    return network, best


def measure(cells, offset, held):
    pixels = cells * cells
    half = spec["frames"] // 2
    training = [(r, 0, spec["frames"]) for r in range(len(runs)) if r != held]
    count = max(8, math.ceil(300_000 / pixels))
    sample = render(torch.stack([runs[r][t] for r, t in spread(training, 0, min(count, 500))]), cells)
    scale = sample.mean(), sample.std(unbiased=False)
    learn = examples(training, cells, offset, count, *scale)
    check = examples([(held, 0, half)], cells, offset, max(8, math.ceil(100_000 / pixels)), *scale)
    fields = min(2000, max(40, math.ceil(600_000 / pixels)))
    test = examples([(held, half, spec["frames"])], cells, offset, fields, *scale)
    ridge = fit_ridge(learn, check)
    left = [targets - predict_ridge(ridge, inputs, targets) for inputs, targets in (learn, check, test)]
    network, validation = train(learn[0], left[0], check[0], left[1])
    error = left[2] - correct(network, test[0]) if validation < (left[1] ** 2).mean() else left[2]
    variance = test[1].var(0, unbiased=True).mean()
    return (error**2).mean().item() / variance.item()


for _ in sys.stdin:
    torch.manual_seed(1)
    np.random.seed(1)
    start = time.perf_counter()
    curve = []
    for asked in spec["cellSizes"]:
        cells = round(SIDE / asked)
        offset = max(1, round(0.5 * SIDE / cells / (spec["speed"] * spec["frameInterval"])))
        curve.append(sum(measure(cells, offset, held) for held in range(len(runs))) / len(runs))
    print(json.dumps({"seconds": time.perf_counter() - start, "fvu": curve}), flush=True)
