"""Adagrad: a rate for each parameter, which falls with what its gradients have been.

    python3 adagrad.py      says how it is trained with
    import adagrad          trains nothing: the function can be tried by hand
"""

import numpy as np
import optlab


def adagrad(theta, g, state, lr=0.01, eps=1e-10):
    """One update.

    For each parameter the squares of its gradients are summed up, from 0 before the first update. The
    longer and the steeper its way was, the smaller its steps:

        s ← s + g²
        θ ← θ − lr·g / (√s + ε)

    All of it element by element: no parameter knows of another.

    theta  the parameters θ, an array of one dimension
    g      the gradient at theta, an array of the same shape: not yours to change. A parameter may have none
           for a while: then its g is 0
    state  a dictionary that is empty at the first update; what you put into it, arrays and numbers, is there
           at the next one
    lr     the learning rate of this update; it may change from one to the next
    eps    ε

    Returns the new parameters, an array of theta's shape and type.
    """
    # STUB: return theta
    # BEGIN SOLUTION
    s = state.get("s", np.zeros_like(theta))
    s = s + g * g
    state["s"] = s
    return theta - lr * g / (np.sqrt(s) + eps)
    # END SOLUTION


if __name__ == "__main__":
    optlab.run(adagrad)
