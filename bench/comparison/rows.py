"""The rows of the comparison: each a question, who answers it, and what is aimed at."""

from dataclasses import dataclass
from pathlib import Path

from contender import Contender
from fields import Grid

HERE = Path(__file__).resolve().parent
PROGRAMS = HERE.parent / "programs"


@dataclass(frozen=True)
class Aim:
    """`times` as quick as the strongest of `peers`, or within 1.15 times the floor; at most so many megabytes."""

    times: float = 1.0
    peers: tuple = ("tensorstore", "xarray", "dask", "numpy", "numbagg", "netCDF4", "h5netcdf", "CDO", "NCO")
    megabytes: float | None = None
    seconds: float | None = None  # in place of a ratio: the whole process takes at most so long


@dataclass(frozen=True)
class Row:
    title: str
    contenders: list
    aim: Aim | None = None
    main: bool = True  # part of the quarter of an hour that asks each question once
    tolerance: float = 1e-5


class Rows:
    """Makes the contenders for fields in `data`, who write to the folder `out`."""

    def __init__(self, data, out, python, amasia):
        self.data, self.out, self.python, self.amasia = data, out, python, amasia
        self.grid = Grid.of(data)
        self.files = f"{data}/nc/*.nc"
        self.paths = sorted(str(path) for path in Path(f"{data}/nc").glob("*.nc"))

    # --- contenders ---

    def ours(self, url, operations, target=None, memory=None):
        name = "amasia" + (f" --memory {memory}" if memory else "")
        ending = ["--json"]
        if target:
            target = f"{self.out}/ours{target}"
            ending = ["-O", "-o", target]
        line = ["compute", url, "--progress", "none", *operations, *(["--memory", memory] if memory else []), *ending]
        return self.command(name, line, target, warm=memory is None)

    def command(self, name, line, target=None, warm=True):
        several = (lambda n: [*self.amasia, "passes", str(n), *line]) if warm else None
        return Contender(name, [*self.amasia, *line], several, target, slack=2)

    def program(self, file, *arguments, target=None):
        """A Java program that has its input in memory and times its passes itself."""
        run = [*self.amasia, "run", str(PROGRAMS / file)]
        target = target and f"{self.out}/{target}"
        outputs = [target] if target else []
        return Contender("amasia", None, lambda n: [*run, str(n), *arguments, *outputs], target, slack=2)

    def peer(self, row, name, target=None, prepared=False):
        target = target and f"{self.out}/{name}{target}"
        line = [self.python, str(HERE / "peers.py"), "run", self.data, row, name]
        out = target or f"{self.out}/unused"
        # A floor's bytes are not a result.
        output = None if name == "floor" else target
        several = lambda n: [*line, str(n), out]  # noqa: E731
        return Contender(name, None if prepared else several(1), several, output)

    def peers(self, row, *names, target=None, prepared=False):
        return [self.peer(row, name, target, prepared) for name in names]

    def cdo(self, *operators, inputs=None):
        target = f"{self.out}/cdo.nc"
        line = ["cdo", "-s", "-O", "-P", "2", *operators, *(inputs or ["-cat", "[", *self.paths, "]"]), target]
        return Contender("CDO", line, output=target)

    def nco(self, *words):
        target = f"{self.out}/nco.nc"
        return Contender("NCO", [*words, "-O", "-h", *self.paths, target], output=target)

    # --- rows ---

    def all(self):
        yield from self.reductions()
        yield from self.stores()
        yield from self.analyses()
        yield from self.files_of_netcdf()
        yield from self.overheads()

    def reductions(self):
        box = ["--bbox", "20,30,60,70", "--area-mean", "--yearly", "mean", "--time-weights", "none"]
        names = ("floor", "tensorstore", "xarray", "dask")
        for kind in ("zstd", "blosc", "raw"):
            ours = self.ours(f"{self.data}/{kind}.zarr", ["--mean", "time,latitude,longitude"])
            aim = Aim(2, ("dask",)) if kind == "zstd" else None
            yield Row(f"global mean, Zarr {kind}", [ours, *self.peers(f"mean:{kind}", *names)], aim, kind == "zstd")
        for kind in ("zstd", "blosc", "raw"):
            url = f"{self.data}/{kind}.zarr"
            ours = [self.ours(url, box), self.ours(url, box, memory="512MB")]
            aim = Aim(3, ("xarray", "dask"), 250)
            contenders = [*ours, *self.peers(f"box_by_year:{kind}", *names)]
            yield Row(f"box, area mean by year, Zarr {kind}", contenders, aim, kind == "zstd")

    def stores(self):
        for kind in ("zstd", "sharded", "blosc", "raw", "pencil"):
            ours = self.program("ReadZarr.java", f"{self.data}/{kind}.zarr")
            peers = self.peers(f"read:{kind}", "floor", "tensorstore", prepared=True)
            yield Row(f"read Zarr {kind} into memory", [ours, *peers], Aim(1.2))
        for kind in ("zstd", "sharded", "blosc", "raw"):
            ours = self.program("WriteZarr.java", f"{self.data}/raw.zarr", f"{self.data}/{kind}.zarr", target="ours.zarr")
            peers = self.peers(f"prepare_write:{kind}", "floor", "tensorstore", target=".zarr", prepared=True)
            yield Row(f"write Zarr {kind} from memory", [ours, *peers], Aim(1.2))

    def analyses(self):
        zstd, blosc = f"{self.data}/zstd.zarr", f"{self.data}/blosc.zarr"
        codec = ["--codec", "blosc:zstd:1:shuffle"]
        names = ("floor", "tensorstore", "xarray", "dask")
        anomaly = ["--anomaly", "month", "--base", "2001..2003", *codec]
        yield Row("climatology and anomaly, written to Zarr",
            [self.ours(zstd, anomaly, ".zarr"), self.ours(zstd, anomaly, ".zarr", "512MB"),
             *self.peers("anomaly:zstd", *names, target=".zarr")], Aim(3, ("dask",), 400), tolerance=1e-3)  # fmt: skip
        rows, columns = self.grid.pencil
        chunks = f"time=all,latitude={rows},longitude={columns}"
        line = ["convert", zstd, f"{self.out}/ours.zarr", "-O", "--progress", "none", "--chunks", chunks, *codec]
        yield Row("rechunk pancake to pencil, written to Zarr",
            [self.command("amasia", line, line[2]), self.command("amasia --memory 512MB", [*line, "--memory", "512MB"], line[2], False),
             *self.peers("rechunk:zstd", "floor", "tensorstore", "dask", target=".zarr")], Aim(2, ("dask",), 512))  # fmt: skip
        rolling = ["--rolling", "time=30:mean", "--max", "time"]
        yield Row("rolling 30-day mean, maximum over time, Zarr blosc",
            [self.ours(blosc, rolling, ".nc"), *self.peers("rolling:blosc", *names)], Aim(), tolerance=1e-3)  # fmt: skip
        speed = ["--expr", "speed = sqrt(u**2 + v**2)", "-v", "speed", "--std", "time,latitude,longitude"]
        yield Row("deviation of wind speed, Zarr blosc",
            [self.ours(f"{self.data}/wind.zarr", speed), *self.peers("wind", *names)], Aim(3))  # fmt: skip
        yield Row("deviation of wind speed, in memory",
            [self.program("WindSpeed.java", f"{self.data}/wind.zarr"),
             *self.peers("wind_in_memory", "numpy", "numbagg", "xarray", "dask", prepared=True)], Aim(10))  # fmt: skip
        yield Row("quantile 0.9 over time, Zarr zstd",
            [self.ours(zstd, ["--reduce", "q90:time"], ".nc"), self.ours(zstd, ["--reduce", "q90:time"], ".nc", "512MB"),
             *self.peers("quantile:zstd", *names)], Aim(3))  # fmt: skip
        monthly = ["--monthly", "mean", "--time-weights", "none", "--deflate", "1", "--chunk", "time=1"]
        yield Row("monthly means to netCDF-4, Zarr zstd",
            [self.ours(zstd, monthly, ".nc"), *self.peers("monthly_to_netcdf:zstd", *names, target=".nc")], Aim())  # fmt: skip
        yield Row("bilinear to twice the grid, 240 days, maximum over time", self.finer(zstd), Aim(3, ("xarray", "dask", "CDO"), 400))

    def finer(self, url):
        step = self.grid.step / 2
        east = (2 * self.grid.longitudes - 2) * step
        Path(self.data, "finer.txt").write_text(
            f"gridtype = lonlat\nxsize = {2 * self.grid.longitudes - 1}\nysize = {2 * self.grid.latitudes - 1}\n"
            f"xfirst = 0\nxinc = {step}\nyfirst = -90\nyinc = {step}\n")  # fmt: skip
        interp = ["--interp", f"latitude=-90..90..{step}", "--interp", f"longitude=0..{east}..{step}"]
        line = ["--isel", "time=0..239", *interp, "--max", "time"]
        cdo = self.cdo("-timmax", f"-remapbil,{self.data}/finer.txt", "-seltimestep,1/240")
        return [self.ours(url, line, ".nc"), self.ours(url, line, ".nc", "512MB"), cdo,
                *self.peers("finer:zstd", "floor", "xarray", "dask")]  # fmt: skip

    def files_of_netcdf(self):
        def ours(operations):
            return [self.ours(self.files, operations, ".nc"), self.ours(self.files, operations, ".nc", "512MB")]

        even = ["-v", "t", "--time-weights", "none"]
        peers = self.peers("time_mean", "floor", "netCDF4", "h5netcdf", "xarray", "dask")
        contenders = [*ours([*even, "--mean", "time"]), self.cdo("timmean"), self.nco("ncra"), *peers]
        yield Row("time mean, 12 netCDF-4 files", contenders, Aim(4))
        yield Row("ymonmean, 12 netCDF-4 files", [*ours([*even, "--climatology", "month:mean"]), self.cdo("ymonmean")], Aim(4))
        yield Row("monmean, 12 netCDF-4 files",
            [*ours([*even, "--monthly", "mean"]), self.cdo("monmean"), *self.peers("monthly_of_files", "dask", target=".nc")], Aim(4))  # fmt: skip
        box = ["--bbox", "20,30,60,70", "--area-mean", "--yearly", "mean"]
        yield Row("yearmean of fldmean of a box, 12 netCDF-4 files",
            [*ours([*even, *box]), self.cdo("-yearmean", "-fldmean", "-sellonlatbox,20,60,30,70")],
            Aim(4), tolerance=1e-4)  # fmt: skip
        write = self.ours(self.files, ["-v", "t", "--deflate", "1", "--chunk", "time=1"], ".nc")
        yield Row("12 netCDF-4 files to one, deflate 1",
            [write, self.cdo("-f", "nc4", "-z", "zip_1"), self.nco("ncrcat", "-4", "-L", "1"),
             *self.peers("one_file", "floor", "netCDF4", "h5netcdf", target=".nc")], Aim(1.2))  # fmt: skip

    def overheads(self):
        tasks = [self.program("Tasks.java", "20000"), self.peer("tasks", "dask", prepared=True)]
        yield Row("20 000 tasks that do next to nothing", tasks, Aim(seconds=0.04))
        planning = [self.program("Planning.java", "100000"), self.peer("planning", "dask", prepared=True)]
        yield Row("plan of 100 000 chunks", planning, Aim(10))
        yield Row("plan of 1 000 000 chunks", [self.program("Planning.java", "1000000")], Aim(seconds=0.1))
        first = self.paths[0]
        yield Row("start: info on a file",
            [Contender("amasia info", [*self.amasia, "info", first]), Contender("ncdump -h", ["ncdump", "-h", first]),
             Contender("cdo sinfo", ["cdo", "-s", "sinfo", first]), Contender("xarray", self.peer("look", "xarray").command)],
            Aim(seconds=0.3))  # fmt: skip
