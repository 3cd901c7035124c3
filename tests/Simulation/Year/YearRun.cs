using System.Globalization;
using Fleet.Contracts;
using Fleet.Runtime.Faults;
using Fleet.Runtime.Testing;
using Fleet.Tests.Simulation.World;

namespace Fleet.Tests.Simulation.Year;

/// <summary>
/// A year of fines on virtual time, and the years until the last claim has ended: violations, people, banks, midnights. Time goes from one midnight at
/// which something is due to the next noon at which somebody acts.
/// </summary>
internal sealed class YearRun : IAsyncDisposable
{
    private static readonly FaultRule BooksStand = new() { Kind = FaultKind.Drop, Operation = "reminder", App = AppIds.FineCollection, Target = "fine-collection-due-book" };
    private static readonly DateOnly FirstDay = new(2026, 1, 5);
    private static readonly TimeSpan AfterMidnight = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan SmallStep = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private const int CrashDays = 40;
    // What may die: a service, or with the empty name everything at once.
    private static readonly IReadOnlyList<string> Mortals = [AppIds.FineCollection, AppIds.Notification, ""];

    private readonly VirtualTime time = new(new DateTimeOffset(FirstDay.ToDateTime(new TimeOnly(6, 0)), TimeSpan.Zero));
    private readonly FaultBook faults;
    private readonly Stage stage;
    private readonly Pace pace;
    private readonly Clerk clerk;
    private readonly Desk desk;
    private readonly BankDesk bank;
    private readonly ILookup<DateOnly, Case> population;
    private readonly Dictionary<(string Zone, DateOnly Day), HashSet<Case>> due = [];
    private readonly HashSet<Case> active = [];
    private readonly DirectoryInfo tariffs = Directory.CreateTempSubdirectory("fleet-tariffs-");
    private readonly int compareEvery;
    private readonly Random trouble;
    private readonly bool isTroubled;
    private bool wasTroubled;
    private FaultRule? standing;

    /// <param name="seed">Decides who does what, and what goes wrong.</param>
    /// <param name="fines">How many violations there are, at least those that walk the table.</param>
    /// <param name="isTroubled">Services die, events come twice, answers to deliveries get lost.</param>
    public YearRun(int seed, int fines, bool isTroubled)
    {
        (this.isTroubled, trouble) = (isTroubled, new Random(seed));
        compareEvery = Math.Max(1, fines / 1_000);
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Tariffs", "data"))) File.Copy(file, Path.Combine(tariffs.FullName, Path.GetFileName(file)));
        File.WriteAllText(Path.Combine(tariffs.FullName, "xb-2026-01.json"), Law.ExtraTariff);
        faults = new FaultBook(time, seed);
        stage = new Stage(new Outside(time, Mailbox, Events, faults)
        {
            Apps = [AppIds.VehicleRegistry, AppIds.FineCollection, AppIds.Notification],
            Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Tariffs:Folder"] = tariffs.FullName, ["Mail:SendsAtOnce"] = "8" },
        });
        pace = new Pace(time, () => stage.IsStarting);
        clerk = new Clerk(() => stage.World, time);
        desk = new Desk(clerk, Wrongs, new Random(seed));
        bank = new BankDesk(clerk, desk, Wrongs, new Random(seed));
        foreach (var kind in isTroubled ? [FaultKind.Duplicate, FaultKind.DropAnswer] : (FaultKind[])[])
            faults.Add(new FaultRule { Kind = kind, Operation = "deliver", Probability = 0.02 });
        population = new Population(seed, fines, FirstDay).ByDay();
    }

    public Wrongs Wrongs { get; } = new();

    public Mailbox Mailbox { get; } = new();

    public EventLog Events { get; } = new();

    public List<Case> Cases { get; } = [];

    public HashSet<(string State, string Command)> Cells => desk.Cells;

    public Clerk Clerk => clerk;

    /// <summary>What died when.</summary>
    public List<string> Troubles { get; } = [];

    public int Leaps { get; private set; }

    /// <summary>Lets all of it happen.</summary>
    public async Task Run()
    {
        await pace.While(stage.Open(), SmallStep);
        await pace.While(Until(() => Task.FromResult(stage.World is not null)), SmallStep);
        for (var day = FirstDay; !Wrongs.Any && (day < FirstDay.AddDays(Population.DaysOfYear + 2) || active.Count > 0 || due.Count > 0); day = day.AddDays(1))
        {
            if (day == FirstDay.AddDays(Population.OutageFrom)) standing = faults.Add(BooksStand);
            var zones = Law.All.Select(law => law.Zone).Distinct().Where(zone => due.ContainsKey((zone, day)));
            foreach (var midnight in zones.GroupBy(zone => Days.Begin(day, zone)).OrderBy(group => group.Key))
                await Midnight(midnight.Key + AfterMidnight, [.. midnight], day);
            if (day == FirstDay.AddDays(Population.OutageFrom + Population.OutageDays)) await CatchUp(day);
            await Noon(day);
            if (day.Year > FirstDay.Year + 12) Wrongs.Add($"still open are {string.Join(", ", due.Keys.Take(5))} and {string.Join(", ", active.Take(5).Select(one => one.FineId + " " + one.Model.State))}");
        }
    }

    /// <summary>Moves on to an instant, and waits until everything has come to rest.</summary>
    public async Task LeapTo(DateTimeOffset instant)
    {
        Leaps++;
        if (instant > time.GetUtcNow()) time.Leap(instant - time.GetUtcNow());
        await Rest();
    }

    public async ValueTask DisposeAsync()
    {
        await pace.While(Done(stage.Close()), SmallStep);
        tariffs.Delete(recursive: true);
    }

    /// <summary>Waits until <paramref name="work"/> has ended, and lets time pass meanwhile.</summary>
    public Task<T> While<T>(Task<T> work) => pace.While(work, SmallStep);

    private async Task Midnight(DateTimeOffset instant, IReadOnlyList<string> zones, DateOnly day)
    {
        var waiting = zones.SelectMany(zone => due.GetValueOrDefault((zone, day)) ?? []).ToList();
        foreach (var one in waiting.Where(one => one.Booked.Contains(day))) desk.Cells.Add((one.Model.State, "pass_time"));
        if (waiting.Count == 0 || standing is not null) return;
        await LeapTo(instant);
        foreach (var zone in zones) due.Remove((zone, day));
        await Pass(waiting, day);
    }

    private async Task Pass(List<Case> waiting, DateOnly day)
    {
        var stepped = waiting.Where(one => one.Model.Pass(day)).ToList();
        for (var again = stepped; again.Count > 0; again = [.. again.Where(one => one.Model.Pass(day))])
        {
            if (again != stepped || again.Any(one => one.Model.Next <= day)) await LeapTo(time.GetUtcNow() + AfterMidnight);
        }

        foreach (var one in stepped)
        {
            active.Add(one);
            Book(one);
        }

        await Look(stepped);
    }

    private async Task Noon(DateOnly day)
    {
        var violations = population[day].ToList();
        var acting = active.Select(one => (Case: one, Step: one.Due(day))).Where(pair => pair.Step is not null).ToList();
        if (violations.Count == 0 && acting.Count == 0) return;
        await LeapTo(NoonOf(day));
        await While(Done(Publish(violations)));
        await Rest();
        await While(Done(Both(Act(acting!, day), Crash(day))));
        await BringOn();
        foreach (var (one, fineId, ownerId, email) in desk.Nominated)
        {
            var model = new Model(one.Law, one.Law.Penalty(one.Excess)!.Value, day).Issue();
            Enter(new Case(fineId, model, one.Violation, one.Excess, ownerId, email, Step.Read("discount_window/served+0..8 pay low", new Random(one.Excess))));
        }

        desk.Nominated.Clear();
        await Rest();
        await AtOnce([.. acting.Select(pair => pair.Case).Where(one => one.Model.Next <= day)], day);
        await Look(violations);
        await Balance();
    }

    // A part of a plan that a bad payment had covered may be late already.
    private async Task AtOnce(List<Case> late, DateOnly day)
    {
        if (late.Count == 0 || standing is not null) return;
        await LeapTo(time.GetUtcNow() + AfterMidnight);
        foreach (var key in due.Keys.Where(key => key.Day <= day).ToList()) due.Remove(key);
        await Pass(late, day);
    }

    // Whatever is late comes at once, and counts from this day.
    private async Task CatchUp(DateOnly day)
    {
        await LeapTo(NoonOf(day) - TimeSpan.FromHours(1));
        faults.Remove(standing!.Id);
        standing = null;
        await LeapTo(time.GetUtcNow() + AfterMidnight);
        var late = due.Where(entry => entry.Key.Day <= day).ToList();
        foreach (var entry in late) due.Remove(entry.Key);
        await Pass([.. late.SelectMany(entry => entry.Value).Distinct()], day);
    }

    private static DateTimeOffset NoonOf(DateOnly day) => new(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);

    // Amid the work of a day a service dies, or the power fails.
    private async Task Crash(DateOnly day)
    {
        if (!isTroubled) return;
        var (draw, away) = (trouble.Next(CrashDays), TimeSpan.FromSeconds(trouble.Next(1, 20)));
        if (draw >= Mortals.Count) return;
        wasTroubled = true;
        Troubles.Add(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}: {(Mortals[draw].Length > 0 ? Mortals[draw] : "everything")} died for {away.TotalSeconds} s"));
        await (Mortals[draw].Length > 0 ? stage.CrashApp(Mortals[draw], away, time) : stage.Kill(away, time));
    }

    // What does not come back is said at once: whoever waits for its answer would hide it.
    private static async Task Both(Task acts, Task crash)
    {
        await await Task.WhenAny(acts, crash);
        await Task.WhenAll(crash, acts);
    }

    // What a crash cut off after it was saved, fines bring on by a reminder: the fine of a nominated driver comes so on the same day.
    private async Task BringOn()
    {
        if (!wasTroubled) return;
        wasTroubled = false;
        for (var passed = TimeSpan.Zero; passed < AfterMidnight; passed += Second) await pace.Step(Second);
    }

    private async Task Publish(IReadOnlyList<Case> violations)
    {
        foreach (var batch in violations.Chunk(100)) await clerk.Publish(Topics.SpeedingViolations, [.. batch.Select(one => one.Violation)]);
        foreach (var one in violations) Enter(one);
    }

    private async Task Act(IReadOnlyList<(Case Case, Step Step)> acting, DateOnly day)
    {
        await Parallel.ForEachAsync(acting, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (pair, _) =>
        {
            await desk.Do(pair.Case, pair.Step, day);
            pair.Case.Over(day);
        });
        await bank.Import(day);
        await bank.Fill(day);
        foreach (var (one, _) in acting) Book(one);
    }

    private void Enter(Case one)
    {
        Cases.Add(one);
        active.Add(one);
        Book(one);
    }

    private void Book(Case one)
    {
        if (one.Model.Next is { } next)
        {
            one.Booked.Add(next);
            var key = (one.Law.Zone, next);
            if (!due.TryGetValue(key, out var cases)) due[key] = cases = [];
            cases.Add(one);
        }

        if (!one.HasSteps) active.Remove(one);
    }

    private async Task Look(IEnumerable<Case> cases)
    {
        foreach (var one in cases.Where((_, index) => index % compareEvery == 0))
        {
            var fine = await While(clerk.Get("/v1/fines/" + one.FineId));
            if (fine.Status == 200) desk.Compare(one, fine.Body);
            else Wrongs.Add(one, $"is not there: {fine.Status}");
        }
    }

    private async Task Balance()
    {
        var balance = (await While(clerk.Get("/v1/ledger/trial-balance"))).Body;
        foreach (var total in balance.GetProperty("totals").EnumerateArray().Where(total => total.GetProperty("balanceMinorUnits").GetInt64() != 0)) Wrongs.Add($"the book does not balance at {time.GetUtcNow():O}: {total}");
        if (balance.GetProperty("problems").GetInt64() != 0) Wrongs.Add($"the book has problems at {time.GetUtcNow():O}");
    }

    private async Task Rest()
    {
        while (!await While(IsQuiet())) await pace.Step(SmallStep);
    }

    private async Task<bool> IsQuiet()
    {
        if (stage.World is not { } world) return false;
        if (standing is null && await Overdue(AppIds.FineCollection, "/v1/deadlines") > 0) return false;
        if ((await world.Queues()).Any(queue => queue.Waiting + queue.InFlight > 0)) return false;
        return await Overdue(AppIds.Notification, "/v1/due-messages") == 0;
    }

    private async Task<long> Overdue(string appId, string path) => (await clerk.Get(appId, path + "?limit=1")).Body.GetProperty("overdue").GetInt64();

    private static async Task<bool> Done(Task work)
    {
        await work;
        return true;
    }

    private static async Task<bool> Until(Func<Task<bool>> condition)
    {
        while (!await condition()) await Task.Yield();
        return true;
    }
}
