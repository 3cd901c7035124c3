using Fleet.Contracts.VehicleTracking;
using Fleet.Runtime.Testing;
using Fleet.Tests.Simulation.Facts;
using Fleet.Tests.Simulation.Faults;
using Fleet.Tests.Simulation.Traffic;
using Fleet.Tests.Simulation.World;
using Fleet.VehicleTracking.Reference;
using Microsoft.Extensions.Configuration;

namespace Fleet.Tests.Simulation;

/// <summary>One run: traffic and faults from a seed, an hour of virtual time, and what is left of it.</summary>
internal sealed class SimulationRun : IAsyncDisposable
{
    private const int Vehicles = 8;
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Rush = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan SmallStep = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan BigStep = TimeSpan.FromSeconds(5);
    private readonly int _seed;
    private readonly VirtualTime _time = new(Start);
    private readonly Mailbox _mailbox = new();
    private readonly EventLog _events = new();
    private readonly Weather _weather;
    private readonly Acknowledged _acknowledged = new();
    private readonly Witness _witness;
    private readonly Pace _pace;
    private readonly Stage _stage;
    private readonly Journeys _journeys;
    private readonly string[] _vehicles;

    public SimulationRun(int seed)
    {
        _seed = seed;
        _weather = new Weather(seed);
        _stage = new Stage(new Outside(_time, _mailbox, _events, _weather));
        _pace = new Pace(_time, () => _stage.IsStarting);
        _witness = new Witness(() => _stage.World, _time);
        Plan = FaultPlan.Of(seed, Rush + TimeSpan.FromMinutes(1));
        _journeys = new Journeys(seed, ReferenceData.Load(new ConfigurationBuilder().Build()).Roads.Roads, Start, Rush);
        _vehicles = [.. Enumerable.Range(0, Vehicles).Select(number => number % 2 == 0 ? $"bus-{number}" : Journeys.PlateOf(seed, number))];
    }

    /// <summary>What goes wrong in this run.</summary>
    public IReadOnlyList<Fault> Plan { get; }

    /// <summary>Numbers of the run, for a person.</summary>
    public string Size => $"{_acknowledged.Positions.Count} positions, {_acknowledged.Passages.Count} passages, {_mailbox.Mails.Count} mails, {_stage.Worlds} worlds";

    /// <summary>Runs to the end and tells what is broken then; empty: every fact holds.</summary>
    public async Task<IReadOnlyList<string>> Run()
    {
        await _pace.While(_stage.Open(), SmallStep);
        using var ended = new CancellationTokenSource();
        var watching = _witness.Watch(ended.Token);
        var faults = Task.WhenAll(Plan.Select(fault => new FaultRunner(_stage, _weather, _mailbox, _time).Run(fault)));
        await _pace.While(All(Clients()), SmallStep);
        await _pace.While(All([faults]), TimeSpan.FromSeconds(1));
        await ended.CancelAsync();
        await _pace.While(All([watching]), SmallStep);

        // Some vehicles that never left are found to be lost before the last crash, some after it.
        await Pass(TimeSpan.FromMinutes(25));
        await _pace.While(All([_stage.Kill(TimeSpan.FromSeconds(3), _time)]), SmallStep);
        await Pass(TimeSpan.FromMinutes(30));
        return await Settled();
    }

    public async ValueTask DisposeAsync() => await _pace.While(All([_stage.Close()]), SmallStep);

    private IEnumerable<Task> Clients()
    {
        var door = new Door(() => _stage.World, _time, _weather, _acknowledged);
        var random = new Random(_seed);
        var passages = _journeys.Passages(random).ToList();
        for (var camera = 0; camera < 3; camera++)
        {
            var mine = passages.Where((_, index) => index % 3 == camera).ToList();
            yield return new StoreAndForward<Passage>("/v1/passages", door, _time, new Random(random.Next())).Run(mine);
        }

        foreach (var vehicle in _vehicles)
        {
            var fixes = Fixes.Of(vehicle, Start, Rush, new Random(random.Next())).ToList();
            yield return new StoreAndForward<Position>("/v1/positions", door, _time, new Random(random.Next())).Run(fixes);
        }
    }

    // What is still under way may take its time: only what never comes right is broken.
    private async Task<IReadOnlyList<string>> Settled()
    {
        for (var looks = 0; ; looks++)
        {
            var broken = FactCheck.Broken(await _pace.While(Find(), SmallStep));
            if (broken.Count == 0 || looks == 12) return broken;
            await Pass(TimeSpan.FromMinutes(1));
        }
    }

    private async Task<Findings> Find()
    {
        var inquiry = new Inquiry(_stage.World!);
        var collected = new FindingsReader(inquiry, Start - Rush, Start + Rush + Rush);
        return await collected.Read(_vehicles, found => found with
        {
            Positions = _acknowledged.Positions,
            Refusals = _acknowledged.Refusals,
            Violations = _journeys.Violations((camera, plate, instant) => _acknowledged.Passages.GetValueOrDefault((camera, plate, instant))),
            LostInTruth = _journeys.Lost,
            SeenBefore = _witness.Seen,
            ViolationEvents = _events.Of<SpeedingViolation>(Contracts.Topics.SpeedingViolations),
            LostEvents = _events.Of<VehicleLost>(Contracts.Topics.VehicleAlerts),
            FineEvents = _events.Of<Contracts.FineCollection.FineEvent>(Contracts.Topics.FineEvents),
            Mails = _mailbox.Mails,
        });
    }

    private async Task Pass(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += BigStep) await _pace.Step(BigStep);
    }

    private static async Task<bool> All(IEnumerable<Task> tasks)
    {
        await Task.WhenAll(tasks);
        return true;
    }
}
