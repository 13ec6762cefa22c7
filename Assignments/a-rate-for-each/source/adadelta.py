"""Adadelta: steps that have the unit of the parameters.

    python3 adadelta.py     says how it is trained with
    import adadelta         trains nothing: the function can be tried by hand
"""

import numpy as np
import optlab


def adadelta(theta, g, state, lr=1.0, rho=0.9, eps=1e-6):
    """One update.

    Two means, both 0 before the first update, forget a share 1 − ρ of themselves at each: s is the mean of
    the squared gradients, a that of the squared steps so far. Their roots are the sizes of both, and the
    quotient turns a gradient into a step:

        s ← ρ·s + (1 − ρ)·g²
        Δ = √(a + ε) / √(s + ε) · g
        a ← ρ·a + (1 − ρ)·Δ²
        θ ← θ − lr·Δ

    All of it element by element, in this order: the step is made with the mean of the steps before it.

    theta  the parameters θ, an array of one dimension
    g      the gradient at theta, an array of the same shape: not yours to change
    state  a dictionary that is empty at the first update; what you put into it, arrays and numbers, is there
           at the next one
    lr     what the step is multiplied by in the end
    rho    ρ
    eps    ε, which makes the first step possible: a is 0 then

    Returns the new parameters, an array of theta's shape and type.
    """
    # STUB: return theta
    # BEGIN SOLUTION
    s = state.get("s", np.zeros_like(theta))
    a = state.get("a", np.zeros_like(theta))
    s = rho * s + (1 - rho) * g * g
    step = np.sqrt(a + eps) / np.sqrt(s + eps) * g
    a = rho * a + (1 - rho) * step * step
    state["s"] = s
    state["a"] = a
    return theta - lr * step
    # END SOLUTION


if __name__ == "__main__":
    optlab.run(adadelta)
