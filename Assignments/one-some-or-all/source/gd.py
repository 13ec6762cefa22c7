"""Gradient descent with weight decay.

    python3 gd.py       says how it is trained with
    import gd           trains nothing: gd.gd(theta, g, {}, lr=0.1) can be tried by hand
"""

import numpy as np
import optlab


def gd(theta, g, state, lr=0.01, weight_decay=0.0):
    """One update.

    What is minimized is not the loss L alone, but L(θ) + ½·λ·‖θ‖², whose second part pulls every weight
    towards 0:

        θ ← θ − lr·(g + λ·θ)

    theta         the parameters θ, an array of one dimension
    g             the gradient of L at theta, an array of the same shape: not yours to change
    state         a dictionary that is empty at the first update; this rule needs nothing from it
    lr            the learning rate of this update
    weight_decay  λ

    Returns the new parameters, an array of theta's shape and type.
    """
    # STUB: return theta
    # BEGIN SOLUTION
    return theta - lr * (g + weight_decay * theta)
    # END SOLUTION


if __name__ == "__main__":
    optlab.run(gd)
