"""The recipe's network and training step as a PyTorch user would write them. Arguments: threads, kernels, channels, data file."""

import json
import sys
import time

import numpy as np
import torch
from torch import nn

threads, kernels, channels, path = int(sys.argv[1]), json.loads(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
torch.set_num_threads(threads)
COUNT, SIDE = 6, 32
padded = SIDE + sum(k - 1 for k in kernels)


class Network(nn.Module):
    def __init__(self, input_noise, hidden_noise):
        super().__init__()
        sizes = [2] + [channels] * (len(kernels) + 1) + [1]
        self.layers = nn.ModuleList(nn.Conv2d(i, o, k) for i, o, k in zip(sizes, sizes[1:], [*kernels, 1, 1]))
        self.noises = [input_noise] + [hidden_noise] * (len(self.layers) - 1)

    def forward(self, x):
        for i, (layer, noise) in enumerate(zip(self.layers, self.noises)):
            if noise:
                x = x + noise * torch.randn_like(x)
            x = layer(x)
            if i < len(self.layers) - 1:
                x = nn.functional.silu(x)
        return x


def load(network):
    """Parameters (filters as height × width × in × out, then bias, layer by layer), inputs and targets."""
    data = np.fromfile(path, np.float32)
    at = 0

    def take(*shape):
        nonlocal at
        size = int(np.prod(shape))
        at += size
        return torch.from_numpy(data[at - size : at].reshape(shape).copy())

    with torch.no_grad():
        for layer in network.layers:
            outs, ins, k, _ = layer.weight.shape
            layer.weight.copy_(take(k, k, ins, outs).permute(3, 2, 0, 1))
            layer.bias.copy_(take(outs))
    inputs = take(COUNT, padded, padded, 2).permute(0, 3, 1, 2).contiguous()
    return inputs, take(COUNT, 1, SIDE, SIDE)


def trainer(input_noise, hidden_noise):
    network = Network(input_noise, hidden_noise)
    inputs, targets = load(network)
    decays = [p for p in network.parameters() if p.dim() > 1]
    others = [p for p in network.parameters() if p.dim() == 1]
    groups = [{"params": decays}, {"params": others, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=1e-3, weight_decay=0.01)

    def step():
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(network(inputs), targets)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


timed = trainer(0.03, 0.05)
for line in sys.stdin:
    request = json.loads(line)
    if request["command"] == "losses":
        quiet = trainer(0, 0)
        print(json.dumps([quiet() for _ in range(request["steps"])]), flush=True)
    else:
        start = time.perf_counter()
        for _ in range(request["steps"]):
            timed()
        print(json.dumps((time.perf_counter() - start) / request["steps"] * 1e3), flush=True)
