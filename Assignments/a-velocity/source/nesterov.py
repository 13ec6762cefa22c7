"""Nesterov's accelerated gradient: a velocity that looks ahead.

    python3 nesterov.py     says how it is trained with
    import nesterov         trains nothing: the function can be tried by hand
"""

import numpy as np
import optlab


def nesterov(theta, gradient, state, lr=0.01, momentum=0.9):
    """One update.

    The share μ of the velocity will move the parameters in any case. So the gradient is taken where that
    leads, and not where they stand; v is 0 before the first update:

        g = ∇L(θ − lr·μ·v)
        v ← μ·v + g
        θ ← θ − lr·v

    theta     the parameters θ, an array of one dimension
    gradient  a function: gradient(point) is ∇L at any point, an array of theta's shape. Every call costs a
              gradient evaluation
    state     a dictionary that is empty at the first update; what you put into it, arrays and numbers, is
              there at the next one
    lr        the learning rate of this update; it may change from one to the next
    momentum  μ

    Returns the new parameters, an array of theta's shape and type.
    """
    # STUB: gradient(theta)
    # STUB: return theta
    # BEGIN SOLUTION
    v = state.get("v", np.zeros_like(theta))
    g = gradient(theta - lr * momentum * v)
    v = momentum * v + g
    state["v"] = v
    return theta - lr * v
    # END SOLUTION


if __name__ == "__main__":
    optlab.run(nesterov, asks=True)
