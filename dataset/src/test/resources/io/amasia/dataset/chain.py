"""Calls of xarray as data: a chain records what is called on an input, runs it, and writes it down as JSON,
so that another language can run the same case. `x.isel(x=[0, 1]).mean("y")` becomes
[{"on": "x"}, {"do": "isel", "kw": {"x": [0, 1]}}, {"do": "mean", "args": ["y"]}]."""
import json, warnings
import numpy as np, pandas as pd, xarray as xr, cftime
from reference_json import to_json, array
warnings.filterwarnings("ignore")


class Opened:
    """A variable of a real file below the shared folder, in float64, or all of it, cut by steps along the dimensions that it has."""
    def __init__(self, shared, path, variable, taken): self.shared, self.path, self.variable, self.taken = shared, path, variable, taken
    def load(self):
        opened = xr.open_dataset(self.shared / self.path, decode_timedelta=False)
        opened = opened.isel({d: slice(*t) for d, t in self.taken.items() if d in opened.dims})
        found = (opened[self.variable] if self.variable else opened).load()
        return found.astype("f8") if self.variable and found.dtype.kind == "f" else found
    def lone(self):
        """The only variable of the file, if it has but one."""
        names = list(self.load().data_vars) if not self.variable else [self.variable]
        return names[0] if len(names) == 1 else None


def given(value):
    """An input as JSON: in full, or where to find it."""
    if not isinstance(value, Opened): return to_json(value)
    return {"open": value.path, "variable": value.variable, "taken": {d: list(t) for d, t in value.taken.items()}}


class Chain:
    def __init__(self, steps): object.__setattr__(self, "steps", steps)
    def __getattr__(self, name):
        if name.startswith("__"): raise AttributeError(name)
        return Chain(self.steps + [{"do": name}])
    def __call__(self, *args, **kw):
        last = dict(self.steps[-1]); last["args"] = list(args); last["kw"] = kw
        return Chain(self.steps[:-1] + [last])
    def __getitem__(self, key): return Chain(self.steps + [{"do": "__getitem__", "args": [key], "kw": {}}])


def operator(name):
    return lambda self, *args: Chain(self.steps + [{"do": name, "args": list(args), "kw": {}}])

for word in "add sub mul truediv floordiv mod pow eq ne lt le gt ge and or invert neg abs radd rsub rmul rtruediv rfloordiv rmod rpow".split():
    setattr(Chain, f"__{word}__", operator(f"__{word}__"))
Chain.__hash__ = None


REFLECTED = {"__gt__": "__lt__", "__lt__": "__gt__", "__ge__": "__le__", "__le__": "__ge__", "__eq__": "__eq__", "__ne__": "__ne__"}

def run(value, env):
    """The value that a chain, or a value with chains inside, stands for; a chain on `it` is a function of one thing."""
    if isinstance(value, Chain):
        if value.steps[0]["on"] == "it" and "it" not in env: return lambda it: run(value, {**env, "it": it})
        result = env[value.steps[0]["on"]]
        for step in value.steps[1:]:
            result = getattr(result, step["do"])
            if "args" in step:
                args = [run(a, env) for a in step["args"]]
                made = result(*args, **{k: run(a, env) for k, a in step["kw"].items()})
                result = made if made is not NotImplemented else getattr(args[0], REFLECTED.get(step["do"], "__r" + step["do"][2:]))(result.__self__)
        return result
    if isinstance(value, (list, tuple)): return type(value)(run(v, env) for v in value)
    if isinstance(value, dict): return {k: run(v, env) for k, v in value.items()}
    return value


def encode(v):
    if isinstance(v, Chain):
        return {"chain": [{k: encode(x) if k == "args" else {n: encode(y) for n, y in x.items()} if k == "kw" else x for k, x in s.items()} for s in v.steps]}
    if isinstance(v, slice): return {"slice": [encode(v.start), encode(v.stop), encode(v.step)]}
    if isinstance(v, dict): return {"map": {str(k): encode(x) for k, x in v.items()}}
    if isinstance(v, tuple): return {"tuple": [encode(x) for x in v]}
    if isinstance(v, list): return [encode(x) for x in v]
    if isinstance(v, xr.DataArray): return {"array": to_json(v)}
    if isinstance(v, np.ndarray): return {"numpy": {"dims": ["d%d" % d for d in range(v.ndim)], **array(v)}}
    if isinstance(v, pd.DatetimeIndex): return [str(one) for one in v]
    if isinstance(v, np.timedelta64): return {"micros": int(v / np.timedelta64(1, "us"))}
    if v is Ellipsis: return "..."
    if isinstance(v, type): return np.dtype(v).name
    if isinstance(v, (bool, np.bool_)): return bool(v)
    if isinstance(v, (int, np.integer)): return int(v)
    if isinstance(v, (float, np.floating)): return {"float": str(float(v))} if v != v or abs(v) == np.inf else float(v)
    return v


def answer(cid, chain, inputs):
    """A case: the chain and xarray's answer to it, or its error. An id that begins with ! is one that Amasia refuses."""
    case = {"id": cid.lstrip("!"), "chain": encode(chain)}
    try:
        with np.errstate(all="ignore"):
            result = run(chain, {**inputs, "xr": xr})
            case["result"] = to_json(result)
    except Exception as e:
        case["error"] = type(e).__name__ + ": " + str(e)[:160]
    if cid.startswith("!"):
        case["refused"] = case.pop("result", None) is not None
        case.setdefault("error", "refused")
    return case


def cases(lines, inputs, more=None):
    names = {k: Chain([{"on": k}]) for k in list(inputs) + ["xr"]}
    out = []
    for line in lines.strip().splitlines():
        if not line or line.startswith("#"): continue
        cid, code = line.split(": ", 1)
        chain = eval(code, {"np": np, "pd": pd, "nan": np.nan, "da": xr.DataArray, **names, **(more or {})})
        for i, one in enumerate(chain if isinstance(chain, list) else [chain]):
            case = answer(cid + ("" if not isinstance(chain, list) else ".%d" % i), one, inputs)
            case["code"] = code if not isinstance(chain, list) else "%s of %s" % (i, code)
            if "error" in case and not case.get("refused"): print(case["id"], "->", case["error"])
            out.append(case)
    return out


def write(path, lines, inputs, more=None):
    found = cases(lines, inputs, more)
    json.dump({"versions": {m.__name__: m.__version__ for m in (xr, np, pd, cftime)},
               "inputs": {k: to_json(v) for k, v in inputs.items()}, "cases": found}, open(path, "w"), separators=(",", ":"))
    print(len(found), "cases")
