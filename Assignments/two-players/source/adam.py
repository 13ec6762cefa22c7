"""Adam: a mean of the gradients over the size of the gradients.

    python3 adam.py     says how it is trained with
    import adam         trains nothing: the function can be tried by hand
"""

import numpy as np
import optlab


def adam(theta, g, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """One update.

    m is a mean of the gradients that forgets, v one of their squares; both are 0 before the first update.
    That pulls them towards 0 while there were few updates, so they are corrected for use. t is the number of
    this update, 1 at the first:

        m ← β₁·m + (1 − β₁)·g               m̂ = m / (1 − β₁ᵗ)
        v ← β₂·v + (1 − β₂)·g²              v̂ = v / (1 − β₂ᵗ)
        θ ← θ − lr·m̂ / (√v̂ + ε)

    All of it element by element: no parameter knows of another.

    theta  the parameters θ, an array of one dimension
    g      the gradient at theta, an array of the same shape: not yours to change. A parameter may have none
           for a while: then its g is 0
    state  a dictionary that is empty at the first update; what you put into it, arrays and numbers, is there
           at the next one
    lr     the learning rate of this update; it may change from one to the next
    beta1  β₁
    beta2  β₂
    eps    ε

    Returns the new parameters, an array of theta's shape and type.
    """
    # STUB: return theta
    # BEGIN SOLUTION
    t = state.get("t", 0) + 1
    m = state.get("m", np.zeros_like(theta))
    v = state.get("v", np.zeros_like(theta))
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    state["t"] = t
    state["m"] = m
    state["v"] = v
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return theta - lr * m_hat / (np.sqrt(v_hat) + eps)
    # END SOLUTION


if __name__ == "__main__":
    optlab.run(adam)
