"""Gradient descent with momentum: parameters that have a velocity.

    python3 momentum.py     says how it is trained with
    import momentum         trains nothing: the function can be tried by hand
"""

import numpy as np
import optlab


def momentum(theta, g, state, lr=0.01, momentum=0.9):
    """One update.

    The velocity v keeps a share μ of itself at each update, and takes in the gradient; it is 0 before the
    first update. The parameters follow it:

        v ← μ·v + g
        θ ← θ − lr·v

    theta     the parameters θ, an array of one dimension
    g         the gradient at theta, an array of the same shape: not yours to change
    state     a dictionary that is empty at the first update; what you put into it, arrays and numbers, is
              there at the next one
    lr        the learning rate of this update; it may change from one to the next
    momentum  μ

    Returns the new parameters, an array of theta's shape and type.
    """
    # STUB: return theta
    # BEGIN SOLUTION
    v = state.get("v", np.zeros_like(theta))
    v = momentum * v + g
    state["v"] = v
    return theta - lr * v
    # END SOLUTION


if __name__ == "__main__":
    optlab.run(momentum)
