"""REBOUND on one core: answers a request, a line of JSON, with seconds, energies and positions."""

import json
import sys
import time

import rebound


def simulation(request):
    sim = rebound.Simulation()
    sim.G = 1
    for mass, x, v in zip(request["masses"], request["positions"], request["velocities"]):
        sim.add(m=mass, x=x[0], y=x[1], z=x[2], vx=v[0], vy=v[1], vz=v[2])
    sim.integrator = request["integrator"]
    if request["integrator"] == "leapfrog":
        sim.dt = request["step"]
        sim.softening = request["softening"]
        if request["openingAngle"] > 0:
            # Wide enough that no body leaves it, and is lost, meanwhile.
            sim.root_size = request["box"]
            sim.gravity = "tree"
            sim.boundary = "none"
            # It opens a cell of width w at distance d if w² > θ² d².
            sim.opening_angle2 = request["openingAngle"] ** 2
    return sim


for line in sys.stdin:
    request = json.loads(line)
    sim = simulation(request)
    before = sim.energy()
    start = time.perf_counter()
    if request["integrator"] == "leapfrog":
        sim.steps(request["steps"])
    else:
        sim.integrate(request["duration"])
    seconds = time.perf_counter() - start
    sim.synchronize()
    answer = {
        "seconds": seconds,
        "energyError": sim.energy() / before - 1,
        "steps": sim.steps_done,
        "positions": [[p.x, p.y, p.z] for p in sim.particles],
    }
    print(json.dumps(answer), flush=True)
