"""The standard workloads in JAX, the whole loop compiled (`lax.scan`), on one thread."""

import os

os.environ["XLA_FLAGS"] = (
    "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
)
os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp

from workloads import LATENT, LENET_BATCH, PICTURES, REGRESSION_EXAMPLES, gan_batch, serve

tree = jax.tree_util.tree_map


def zeros(parameters):
    return tree(jnp.zeros_like, parameters)


# A rule is its memory at the start, and (parameters, gradient, memory, step, lr) ↦
# (parameters, memory).


def sgd(p, g, memory, t, lr):
    return tree(lambda p, g: p - lr * g, p, g), memory


def momentum(p, g, v, t, lr):
    v = tree(lambda v, g: 0.9 * v + g, v, g)
    return tree(lambda p, v: p - lr * v, p, v), v


def nesterov(p, g, v, t, lr):
    v = tree(lambda v, g: 0.9 * v + g, v, g)
    return tree(lambda p, g, v: p - lr * (g + 0.9 * v), p, g, v), v


def adagrad(p, g, s, t, lr):
    s = tree(lambda s, g: s + g * g, s, g)
    return tree(lambda p, g, s: p - lr * g / (jnp.sqrt(s) + 1e-10), p, g, s), s


def adadelta(p, g, memory, t, lr):
    s, a = memory
    s = tree(lambda s, g: 0.9 * s + 0.1 * g * g, s, g)
    d = tree(lambda g, s, a: jnp.sqrt(a + 1e-6) / jnp.sqrt(s + 1e-6) * g, g, s, a)
    a = tree(lambda a, d: 0.9 * a + 0.1 * d * d, a, d)
    return tree(lambda p, d: p - lr * d, p, d), (s, a)


def adam(p, g, memory, t, lr):
    m, v = memory
    m = tree(lambda m, g: 0.9 * m + 0.1 * g, m, g)
    v = tree(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)
    eta = lr / (1 - 0.9**t)
    root = jnp.sqrt(1 - 0.999**t)
    return tree(lambda p, m, v: p - eta * m / (jnp.sqrt(v) / root + 1e-8), p, m, v), (m, v)


RULES = {
    "sgd": (lambda p: (), sgd),
    "momentum": (zeros, momentum),
    "nesterov": (zeros, nesterov),
    "adagrad": (zeros, adagrad),
    "adadelta": (lambda p: (zeros(p), zeros(p)), adadelta),
    "adam": (lambda p: (zeros(p), zeros(p)), adam),
}


def linear(key, inputs, units):
    first, second = jax.random.split(key)
    bound = inputs**-0.5
    return (
        jax.random.uniform(first, (inputs, units), minval=-bound, maxval=bound),
        jax.random.uniform(second, (units,), minval=-bound, maxval=bound),
    )


def leaky(x):
    return jnp.where(x > 0, x, 0.1 * x)


def looped(step, state, count, batch_size, steps):
    """Trains `steps` steps a call, all of it compiled: new orders and the draws included."""

    def epoch(carry, key):
        order = jax.random.permutation(key, count)
        places = order[: count // batch_size * batch_size].reshape(-1, batch_size)
        return jax.lax.scan(step, carry, places)

    per_epoch = count // batch_size
    epochs = max(1, steps // per_epoch)

    @jax.jit
    def run(state, key):
        state, losses = jax.lax.scan(epoch, state, jax.random.split(key, epochs))
        return state, losses[-1, -1]

    held = [state, jax.random.key(1)]

    def train():
        held[1], key = jax.random.split(held[1])
        held[0], loss = run(held[0], key)
        return epochs * per_epoch, float(loss)

    return train


def regression(batch_size, rule):
    start, update = rule
    keys = jax.random.split(jax.random.key(0), 5)
    p = [linear(keys[0], 1, 64), linear(keys[1], 64, 64), linear(keys[2], 64, 1)]
    x = jax.random.uniform(keys[3], (REGRESSION_EXAMPLES, 1), minval=-3, maxval=3)
    y = jnp.sin(2 * x) + 0.1 * jax.random.normal(keys[4], (REGRESSION_EXAMPLES, 1))

    def loss(p, x, y):
        h = jax.nn.relu(x @ p[0][0] + p[0][1])
        h = jax.nn.relu(h @ p[1][0] + p[1][1])
        return jnp.mean((h @ p[2][0] + p[2][1] - y) ** 2)

    def step(state, places):
        p, memory, t = state
        value, g = jax.value_and_grad(loss)(p, x[places], y[places])
        p, memory = update(p, g, memory, t, 1e-3)
        return (p, memory, t + 1), value

    return looped(step, (p, start(p), 1.0), REGRESSION_EXAMPLES, batch_size, 1000)


def gan(batch_size, rule):
    start, update = rule
    keys = jax.random.split(jax.random.key(0), 6)
    d = [linear(keys[0], 784, 128), linear(keys[1], 128, 1)]
    g = [linear(keys[2], LATENT, 256), linear(keys[3], 256, 784)]
    pictures = jax.random.uniform(keys[4], (PICTURES, 784), minval=-1, maxval=1)

    def judge(d, x):
        h = leaky(x @ d[0][0] + d[0][1])
        return jax.nn.sigmoid(h @ d[1][0] + d[1][1])

    def forge(g, z):
        h = leaky(z @ g[0][0] + g[0][1])
        return jnp.tanh(h @ g[1][0] + g[1][1])

    def bce_one(p):
        return -jnp.mean(jnp.maximum(jnp.log(p), -100))

    def bce_zero(p):
        return -jnp.mean(jnp.maximum(jnp.log1p(-p), -100))

    def step(state, places):
        d, g, memory_d, memory_g, key, t = state
        key, own = jax.random.split(key)
        z = jax.random.normal(own, (batch_size, LATENT))
        fake, back = jax.vjp(lambda g: forge(g, z), g)

        def loss_d(d):
            p = judge(d, jnp.concatenate([pictures[places], fake]))
            return (bce_one(p[:batch_size]) + bce_zero(p[batch_size:])) / 2

        value_d, gradient_d = jax.value_and_grad(loss_d)(d)
        d, memory_d = update(d, gradient_d, memory_d, t, 3e-4)
        value_g, by_fake = jax.value_and_grad(lambda fake: bce_one(judge(d, fake)))(fake)
        g, memory_g = update(g, back(by_fake)[0], memory_g, t, 3e-4)
        return (d, g, memory_d, memory_g, key, t + 1), value_d + value_g

    state = (d, g, start(d), start(g), keys[5], 1.0)
    return looped(step, state, PICTURES, batch_size, 64 if batch_size < PICTURES else 4)


def convolution(key, inputs, outputs, size):
    first, second = jax.random.split(key)
    bound = (inputs * size**2) ** -0.5
    shape = (outputs, inputs, size, size)
    return (
        jax.random.uniform(first, shape, minval=-bound, maxval=bound),
        jax.random.uniform(second, (outputs, 1, 1), minval=-bound, maxval=bound),
    )


def lenet(rule):
    start, update = rule
    keys = jax.random.split(jax.random.key(0), 7)
    p = [convolution(keys[0], 1, 6, 5), convolution(keys[1], 6, 16, 5)]
    p += [linear(keys[2], 400, 120), linear(keys[3], 120, 84), linear(keys[4], 84, 10)]
    pictures = jax.random.uniform(keys[5], (PICTURES, 1, 28, 28), minval=-1, maxval=1)
    targets = jax.nn.one_hot(jax.random.randint(keys[6], (PICTURES,), 0, 10), 10)

    def convolved(x, own, edge):
        y = jax.lax.conv_general_dilated(x, own[0], (1, 1), [(edge, edge)] * 2)
        y = jax.nn.relu(y + own[1])
        window = (1, 1, 2, 2)
        return jax.lax.reduce_window(y, -jnp.inf, jax.lax.max, window, window, "VALID")

    def loss(p, x, y):
        h = convolved(convolved(x, p[0], 2), p[1], 0).reshape(len(x), -1)
        h = jax.nn.relu(h @ p[2][0] + p[2][1])
        h = jax.nn.relu(h @ p[3][0] + p[3][1])
        return jnp.mean((h @ p[4][0] + p[4][1] - y) ** 2)

    def step(state, places):
        p, memory, t = state
        value, g = jax.value_and_grad(loss)(p, pictures[places], targets[places])
        p, memory = update(p, g, memory, t, 1e-3)
        return (p, memory, t + 1), value

    return looped(step, (p, start(p), 1.0), PICTURES, LENET_BATCH, 64)


def surface(rule):
    start, update = rule
    p = jnp.array([-1.5, 2.0])

    def loss(p):
        x, y = p
        return (1 - x) ** 2 + 100 * (y - x**2) ** 2

    def step(state, _):
        p, memory, t = state
        value, g = jax.value_and_grad(loss)(p)
        p, memory = update(p, g, memory, t, 1e-4)
        return (p, memory, t + 1), value

    @jax.jit
    def run(state):
        state, values = jax.lax.scan(step, state, length=1000)
        return values[-1]

    # Each call from the start: a thousand steps.
    state = (p, start(p), 1.0)
    return lambda: (1000, float(run(state)))


def prepare(workload, optimizer):
    rule = RULES[optimizer]
    if workload == "surface":
        return surface(rule)
    if workload == "lenet":
        return lenet(rule)
    if workload.startswith("gan"):
        return gan(gan_batch(workload), rule)
    return regression(int(workload.split()[1]), rule)


serve(prepare)
