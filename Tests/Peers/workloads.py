"""What every peer trains: the same networks, sizes and learning rates as `optlab bench`."""

import sys

OPTIMIZERS = ["sgd", "momentum", "nesterov", "adagrad", "adadelta", "adam"]
WORKLOADS = [
    "surface",
    "regression 1",
    "regression 32",
    "regression 256",
    "gan 1",
    "gan",
    "gan 2048",
    "lenet",
]

# As in the bench: the regression has 256 examples of sin 2x, the GAN and LeNet 2048 pictures.
REGRESSION_EXAMPLES = 256
PICTURES = 2048
LATENT = 64
LENET_BATCH = 32


def gan_batch(workload):
    """Of `gan`, the course's 32; else as its name says."""
    return int(workload.split()[1]) if " " in workload else 32




def serve(prepare):
    """Answers `WORKLOAD|OPTIMIZER|SECONDS` lines on standard input with microseconds a step.

    `prepare(workload, optimizer)` gives a function that trains some steps and returns how many it
    took and the last loss; it is kept, so that compiling is never timed.
    """
    import math
    import time

    prepared = {}
    for line in sys.stdin:
        workload, optimizer, seconds = line.strip().split("|")
        key = (workload, optimizer)
        if key not in prepared:
            prepared[key] = prepare(workload, optimizer)
            prepared[key]()
        train = prepared[key]
        steps, loss, began = 0, 0.0, time.perf_counter()
        while time.perf_counter() - began < float(seconds):
            taken, loss = train()
            steps += taken
        passed = time.perf_counter() - began
        if not math.isfinite(loss):
            sys.exit(f"{workload} under {optimizer} came to a loss of {loss}")
        print(passed / steps * 1e6, flush=True)
