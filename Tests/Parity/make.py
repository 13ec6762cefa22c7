"""Makes with the installed PyTorch the numbers that the tests compare with: all, or those named.

    pip install -r Tests/Parity/requirements.txt
    python Tests/Parity/make.py [data] [draws] [optimizers] [gan] [regression] [steps]

On another processor or with another torch the last bits differ; the tests leave room for that, but
in what is drawn, which is the same on every x86-64. A pull request says why a fixture changed.
"""

import sys

import torch

import data
import draws
import gan
import optimizers
import regression
import steps

MAKERS = dict(
    data=data, draws=draws, optimizers=optimizers, gan=gan, regression=regression, steps=steps
)

if __name__ == "__main__":
    torch.set_num_threads(1)
    for name in sys.argv[1:] or MAKERS:
        MAKERS[name].make()
