"""numpy, PyTorch and JAX for the measurements of shapeful. The Rust program starts one process of this for each library.

    python peers.py numpy|torch|jax THREADS

First it says `ready VERSION` or `absent REASON`. Then it reads lines of fields that are separated by tabs, and answers each with one:
    check WORKLOAD          what the first calls of a new contender give: `ok` and numbers; or `none`, if the library is not to do this
    run WORKLOAD SECONDS    runs for about so long: `ok` and the seconds that a call took
    forget WORKLOAD         `ok`
    memory                  `ok` and the most kilobytes this process ever had
An error is answered by `error REASON`.
"""

import os
import re
import sys
import time

LIBRARY, THREADS = sys.argv[1], int(sys.argv[2])
for name in ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "BLIS", "VECLIB_MAXIMUM"):
    os.environ[name + "_NUM_THREADS"] = str(THREADS)
if THREADS == 1:
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_PLATFORMS"] = "cpu"

LEARNING_RATE = 0.01
CONV_LEARNING_RATE = 0.001
CLASSES = 10
CHECKED_STEPS = 5
SIDE = 1024
# As machine.rs: with one thread the time that neighbours take does not count.
clock = time.process_time if THREADS == 1 else time.perf_counter


def made_up(seed, shape, bound):
    """The numbers of data.rs."""
    h = np.arange(np.prod(shape), dtype=np.uint32) + np.uint32(seed * 0x9E3779B9 & 0xFFFFFFFF)
    h = (h ^ (h >> 16)) * np.uint32(0x85EBCA6B)
    h = (h ^ (h >> 13)) * np.uint32(0xC2B2AE35)
    h ^= h >> 16
    return ((h / 4294967296.0 * 2.0 - 1.0) * bound).astype(np.float32).reshape(shape)


def inputs(shape):
    return made_up(100, shape, 3**0.5)


def weights(layer, shape, seen):
    return made_up(1 + layer, shape, (6.0 / seen) ** 0.5)


def net(title):
    """Sizes and batch of `784-100-10@64`."""
    sizes, batch = title.split("@")
    return [int(size) for size in sizes.split("-")], int(batch)


def mlp_parameters(sizes):
    """Weights, inputs by outputs, and biases."""
    layers = enumerate(zip(sizes, sizes[1:]))
    return [(weights(l, (m, d), m), np.zeros(d, np.float32)) for l, (m, d) in layers]


def conv_parameters():
    return [
        (weights(0, (32, 3, 7, 7), 3 * 7 * 7), np.zeros(32, np.float32)),
        (weights(1, (8192, 100), 8192), np.zeros(100, np.float32)),
        (weights(2, (100, 10), 100), np.zeros(10, np.float32)),
    ]


def labels(batch):
    return np.arange(batch) % CLASSES


def operands(title):
    """The operands of a product as they lie, and whether each is to be transposed."""
    size, form = title.split("/")
    if size.endswith("³"):
        n = k = m = int(size[:-1])
    else:
        n, k, _, m = (int(number) for number in re.findall(r"\d+", size))
    left, right = form == "Aᵀ·B", form == "A·Bᵀ"
    a = made_up(7, (k, n) if left else (n, k), 1.0)
    b = made_up(8, (m, k) if right else (k, m), 1.0)
    return a, b, left, right, np.zeros((n, m), np.float32)


class Numpy:
    """Everything is written into arrays that are there, as far as numpy can."""

    version = property(lambda self: np.__version__)

    def step(self, title):
        if title.startswith("convnet"):
            return None
        sizes, batch = net(title)
        parameters, x, y = mlp_parameters(sizes), inputs((batch, sizes[0])), labels(batch)
        rows = np.arange(batch)
        outs = [np.empty((batch, d), np.float32) for d in sizes[1:]]
        douts = [np.empty_like(out) for out in outs]
        masks = [np.empty(out.shape, bool) for out in outs]
        grads = [(np.empty_like(w), np.empty_like(b)) for w, b in parameters]
        row = np.empty((batch, 1), np.float32)
        last = len(parameters) - 1

        def step():
            h = x
            for l, (w, b) in enumerate(parameters):
                np.matmul(h, w, out=outs[l])
                outs[l] += b
                h = outs[l]
                if l < last:
                    np.maximum(h, 0.0, out=h)
            p = outs[last]
            np.max(p, axis=1, keepdims=True, out=row)
            p -= row
            true = p[rows, y]
            np.exp(p, out=p)
            np.sum(p, axis=1, keepdims=True, out=row)
            loss = np.mean(np.log(row[:, 0]) - true)
            np.multiply(row, batch, out=row)
            np.divide(p, row, out=douts[last])
            douts[last][rows, y] -= np.float32(1.0 / batch)
            for l in range(last, -1, -1):
                w, b = parameters[l]
                dw, db = grads[l]
                np.matmul((outs[l - 1] if l else x).T, douts[l], out=dw)
                np.sum(douts[l], axis=0, out=db)
                if l:
                    np.matmul(douts[l], w.T, out=douts[l - 1])
                    np.greater(outs[l - 1], 0.0, out=masks[l - 1])
                    douts[l - 1] *= masks[l - 1]
            for (w, b), (dw, db) in zip(parameters, grads):
                dw *= LEARNING_RATE
                w -= dw
                db *= LEARNING_RATE
                b -= db
            return loss

        return step, lambda loss: loss

    def answer(self, title):
        sizes, batch = net(title)
        parameters, x = mlp_parameters(sizes), inputs((batch, sizes[0]))
        (w, b), (v, c) = parameters
        hidden, scores = np.empty((1, sizes[1]), np.float32), np.empty((1, sizes[2]), np.float32)

        def answer():
            np.matmul(x, w, out=hidden)
            np.add(hidden, b, out=hidden)
            np.maximum(hidden, 0.0, out=hidden)
            np.matmul(hidden, v, out=scores)
            np.add(scores, c, out=scores)
            return scores

        return answer, lambda scores: scores

    def product(self, title):
        a, b, left, right, c = operands(title)
        a, b = a.T if left else a, b.T if right else b
        matmul = np.matmul
        return lambda: matmul(a, b, out=c), lambda c: c

    def elementwise(self, title):
        x, other = made_up(7, (SIDE, SIDE), 3.0), made_up(8, (SIDE, SIDE), 3.0)
        y, mask = np.empty_like(x), np.empty(x.shape, bool)
        sums, row = np.empty(SIDE, np.float32), np.empty((SIDE, 1), np.float32)

        def relu_backward():
            np.greater(other, 0.0, out=mask)
            return np.multiply(x, mask, out=y)

        def softmax():
            np.max(x, axis=1, keepdims=True, out=row)
            np.subtract(x, row, out=y)
            np.exp(y, out=y)
            np.sum(y, axis=1, keepdims=True, out=row)
            return np.divide(y, row, out=y)

        def transposed():
            np.copyto(y, x.T)
            return y

        calls = {
            "ReLU": lambda: np.maximum(x, 0.0, out=y),
            "ReLU backward": relu_backward,
            "sum over axis 0": lambda: np.sum(x, axis=0, out=sums),
            "sum over axis 1": lambda: np.sum(x, axis=1, out=sums),
            "softmax of rows": softmax,
            "transposed copy": transposed,
        }
        return calls[title], lambda result: result


class Torch:
    """Eager PyTorch."""

    version = property(lambda self: torch.__version__)

    def __init__(self):
        torch.set_num_threads(THREADS)
        torch.set_num_interop_threads(1)

    def linear(self, w, b):
        layer = torch.nn.Linear(*w.shape)
        with torch.no_grad():
            layer.weight.copy_(torch.from_numpy(w.T.copy()))
            layer.bias.copy_(torch.from_numpy(b))
        return layer

    def mlp(self, sizes):
        layers = []
        for w, b in mlp_parameters(sizes):
            layers += [self.linear(w, b), torch.nn.ReLU()]
        return torch.nn.Sequential(*layers[:-1])

    def convnet(self):
        (w, b), *rest = conv_parameters()
        conv = torch.nn.Conv2d(3, 32, 7, padding=3)
        with torch.no_grad():
            conv.weight.copy_(torch.from_numpy(w))
            conv.bias.copy_(torch.from_numpy(b))
        hidden, out = (self.linear(*layer) for layer in rest)
        nn = torch.nn
        return nn.Sequential(conv, nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), hidden, nn.ReLU(), out)

    def step(self, title):
        if title.startswith("convnet"):
            model, rate, batch, x = self.convnet(), CONV_LEARNING_RATE, 50, inputs((50, 3, 32, 32))
        else:
            sizes, batch = net(title)
            model, rate, x = self.mlp(sizes), LEARNING_RATE, inputs((batch, sizes[0]))
        x, y = torch.from_numpy(x), torch.from_numpy(labels(batch))
        sgd = torch.optim.SGD(model.parameters(), lr=rate)
        cross_entropy = torch.nn.functional.cross_entropy

        def step():
            sgd.zero_grad()
            loss = cross_entropy(model(x), y)
            loss.backward()
            sgd.step()
            return loss

        return step, lambda loss: loss.detach().numpy()

    def answer(self, title):
        sizes, batch = net(title)
        model, x = self.mlp(sizes).eval(), torch.from_numpy(inputs((batch, sizes[0])))

        def answer():
            with torch.inference_mode():
                return model(x)

        return answer, lambda scores: scores.numpy()

    def product(self, title):
        *both, left, right, c = operands(title)
        a, b, c = (torch.from_numpy(matrix) for matrix in (*both, c))
        a, b = a.t() if left else a, b.t() if right else b
        mm = torch.mm
        return lambda: mm(a, b, out=c), lambda c: c.numpy()

    def layer(self, title):
        nn = torch.nn
        images, embedded = (50, 32, 32, 32), (64, 64, 256)
        made = {
            "convolution 3×3 of 32×32×32 @50": (self.convolution, images),
            "max pool 2×2 of 32×32×32 @50": (lambda: nn.MaxPool2d(2), images),
            "average pool 2×2 of 32×32×32 @50": (lambda: nn.AvgPool2d(2), images),
            "batch norm of 100 @128": (lambda: nn.BatchNorm1d(100), (128, 100)),
            "batch norm of 32×32×32 @50": (lambda: nn.BatchNorm2d(32), images),
            "group norm in 4 of 32×32×32 @50": (lambda: nn.GroupNorm(4, 32), images),
            "layer norm of 64×256 @64": (lambda: nn.LayerNorm(256), embedded),
            "GELU of 64×256 @64": (nn.GELU, embedded),
            "attention of 16×128 in 4 heads @64": (self.attention, (64, 16, 128)),
            "LSTM of 16×256 to 512 @25": (self.lstm, (25, 16, 256)),
        }
        make, shape = made[title]
        module, x = make(), torch.from_numpy(inputs(shape)).requires_grad_()
        with torch.no_grad():
            dy = torch.from_numpy(made_up(8, module(x).shape, 1.0))

        def both():
            x.grad = None
            module.zero_grad()
            y = module(x)
            y.backward(dy)
            return y

        return both, lambda y: np.concatenate([y.detach().numpy().ravel(), x.grad.numpy().ravel()])

    def convolution(self):
        conv = torch.nn.Conv2d(32, 32, 3, padding=1)
        with torch.no_grad():
            conv.weight.copy_(torch.from_numpy(weights(0, (32, 32, 3, 3), 32 * 9)))
            conv.bias.zero_()
        return conv

    def attention(self):
        size = 128

        class Attention(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.heads = torch.nn.MultiheadAttention(size, 4, batch_first=True)

            def forward(self, x):
                return self.heads(x, x, x, need_weights=False)[0]

        layer = Attention()
        with torch.no_grad():
            *inward, outward = (torch.from_numpy(weights(l, (size, size), size).T.copy()) for l in range(4))
            layer.heads.in_proj_weight.copy_(torch.cat(inward))
            layer.heads.in_proj_bias.zero_()
            layer.heads.out_proj.weight.copy_(outward)
            layer.heads.out_proj.bias.zero_()
        return layer

    def lstm(self):
        features, units = 256, 512

        class Lstm(torch.nn.LSTM):
            def forward(self, x):
                return super().forward(x)[0]

        layer = Lstm(features, units, batch_first=True)
        with torch.no_grad():
            for l, (into, seen) in enumerate([(layer.weight_ih_l0, features), (layer.weight_hh_l0, units)]):
                # Our gates are input, forget, output and news; theirs have the news before the output.
                gates = weights(l, (seen, 4, units), seen)[:, [0, 1, 3, 2]]
                into.copy_(torch.from_numpy(gates.reshape(seen, 4 * units).T.copy()))
            layer.bias_ih_l0.zero_()
            layer.bias_hh_l0.zero_()
        return layer

    def elementwise(self, title):
        x, other = (torch.from_numpy(made_up(seed, (SIDE, SIDE), 3.0)) for seed in (7, 8))
        y, sums = torch.empty_like(x), torch.empty(SIDE)
        backward = torch.ops.aten.threshold_backward.grad_input
        calls = {
            "ReLU": lambda: torch.clamp_min(x, 0.0, out=y),
            "ReLU backward": lambda: backward(x, other, 0, grad_input=y),
            "sum over axis 0": lambda: torch.sum(x, 0, out=sums),
            "sum over axis 1": lambda: torch.sum(x, 1, out=sums),
            "softmax of rows": lambda: torch.softmax(x, 1, out=y),
            "transposed copy": lambda: y.copy_(x.t()),
        }
        return calls[title], lambda result: result.numpy()


class Jax:
    """Compiled by XLA, with the parameters given away to each step."""

    version = property(lambda self: jax.__version__)

    def step(self, title):
        jnp, lax = jax.numpy, jax.lax

        def affine(x, layer):
            return x @ layer[0] + layer[1]

        def mlp(parameters, x):
            for layer in parameters[:-1]:
                x = jax.nn.relu(affine(x, layer))
            return affine(x, parameters[-1])

        def convnet(parameters, x):
            (w, b), *rest = parameters
            maps = lax.conv_general_dilated(x, w, (1, 1), ((3, 3), (3, 3))) + b[:, None, None]
            maps = lax.reduce_window(jax.nn.relu(maps), -jnp.inf, lax.max, (1, 1, 2, 2), (1, 1, 2, 2), "VALID")
            return mlp(rest, maps.reshape(maps.shape[0], -1))

        if title.startswith("convnet"):
            forward, parameters, rate = convnet, conv_parameters(), CONV_LEARNING_RATE
            batch, x = 50, inputs((50, 3, 32, 32))
        else:
            sizes, batch = net(title)
            forward, parameters, rate = mlp, mlp_parameters(sizes), LEARNING_RATE
            x = inputs((batch, sizes[0]))
        x, y = jnp.asarray(x), jnp.asarray(labels(batch))

        def loss_of(parameters, x, y):
            scores = forward(parameters, x)
            return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(scores), y[:, None], axis=1))

        def update(parameters, x, y):
            loss, grads = jax.value_and_grad(loss_of)(parameters, x, y)
            return jax.tree.map(lambda w, dw: w - rate * dw, parameters, grads), loss

        update = jax.jit(update, donate_argnums=0)
        state = [jax.tree.map(jnp.asarray, parameters)]

        def step():
            state[0], loss = update(state[0], x, y)
            return loss.block_until_ready()

        return step, lambda loss: np.asarray(loss)

    def answer(self, title):
        sizes, batch = net(title)
        parameters = jax.tree.map(jax.numpy.asarray, mlp_parameters(sizes))
        x = jax.numpy.asarray(inputs((batch, sizes[0])))

        def forward(parameters, x):
            (w, b), (v, c) = parameters
            return jax.nn.relu(x @ w + b) @ v + c

        forward = jax.jit(forward)
        return lambda: forward(parameters, x).block_until_ready(), lambda scores: np.asarray(scores)

    def product(self, title):
        return None

    def elementwise(self, title):
        return None


class Contender:
    def __init__(self, call, read, steps):
        self.call, self.read, self.checked_calls, self.seconds_per_call = call, read, CHECKED_STEPS if steps else 1, 1e-3

    def check(self):
        values = np.concatenate([np.ravel(self.read(self.call())) for _ in range(self.checked_calls)])
        self.seconds_per_call = self.time(1)
        return values[:: max(len(values) // 997, 1)]

    def time(self, calls):
        call, start = self.call, clock()
        for _ in range(calls):
            call()
        return (clock() - start) / calls

    def run(self, seconds):
        # What ran before has taken the caches: a little is run unmeasured, if calls are not so long that it does not matter.
        if self.seconds_per_call < seconds / 2:
            self.time(max(1, int(seconds / 20 / max(self.seconds_per_call, 1e-9))))
        self.seconds_per_call = self.time(max(1, int(seconds / max(self.seconds_per_call, 1e-9))))
        return self.seconds_per_call


def memory():
    with open("/proc/self/status") as status:
        return next(line.split()[1] for line in status if line.startswith("VmHWM"))


def answer(fields, library, contenders):
    match fields:
        case ["check", workload]:
            group, title = workload.split("/", 1)
            made = getattr(library, group, lambda _: None)(title)
            if made is None:
                return "none"
            contenders[workload] = Contender(*made, group == "step")
            return "ok " + " ".join(f"{value:.9g}" for value in contenders[workload].check())
        case ["run", workload, seconds]:
            return f"ok {contenders[workload].run(float(seconds))}"
        case ["forget", workload]:
            contenders.pop(workload, None)
            return "ok"
        case ["memory"]:
            return f"ok {memory()}"
    return "error unknown request"


def main():
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # What a library prints is no answer.
    os.dup2(2, 1)

    def say(line):
        print(" ".join(line.split()), file=answers, flush=True)

    try:
        global np, torch, jax
        import numpy as np

        if LIBRARY == "torch":
            import torch
        if LIBRARY == "jax":
            import jax
        library = {"numpy": Numpy, "torch": Torch, "jax": Jax}[LIBRARY]()
        say(f"ready {library.version}")
    except Exception as error:
        return say(f"absent {error}")
    contenders = {}
    for line in open(0, encoding="utf-8"):
        try:
            say(answer(line.rstrip("\n").split("\t"), library, contenders))
        except Exception as error:
            say(f"error {type(error).__name__}: {error}")


main()
