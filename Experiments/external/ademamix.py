"""AdEMAMix: Adam with a second, slow mean of the gradients.

M. Pagliardini, P. Ablin, D. Grangier: The AdEMAMix Optimizer: Better, Faster, Older, ICLR 2025
(arXiv:2409.03137), algorithm 1. The slow mean is not corrected for its start at 0; its share alpha grows
linearly over `warmup` updates, and its decay beta3 is constant here.
"""

import numpy as np
import optlab


def ademamix(theta, g, state, t, lr=0.001, beta1=0.9, beta2=0.999, beta3=0.9999, alpha=5.0, eps=1e-8,
             weight_decay=0.0, warmup=0):
    fast = state["fast"] = beta1 * state.get("fast", 0.0) + (1 - beta1) * g
    slow = state["slow"] = beta3 * state.get("slow", 0.0) + (1 - beta3) * g
    v = state["v"] = beta2 * state.get("v", 0.0) + (1 - beta2) * g * g
    share = alpha * min(t / warmup, 1) if warmup else alpha
    step = (fast / (1 - beta1**t) + share * slow) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return theta - lr * (step + weight_decay * theta)


if __name__ == "__main__":
    optlab.run(ademamix)
