using System.Security.Cryptography;
using Fleet.Cli.Control;
using Fleet.Cli.Hosting;
using Fleet.Cli.Mailbox;
using Fleet.Cli.RunFiles;
using Fleet.Contracts;
using Fleet.PaymentProvider;
using Fleet.Runtime.Faults;
using Fleet.Simulator;
using Fleet.Simulator.Journal;
using Fleet.Simulator.Sending;
using Fleet.Simulator.Traffic;

namespace Fleet.Cli.Up;

/// <summary>One run of <c>fleet up</c>: everything started, watched, worked off, compared, stopped.</summary>
internal sealed class UpRun(UpOptions options, IUpView view, Interruption interruption, LaunchTime launch, TimeProvider time)
{
    private readonly string root = options.Root;
    private readonly string webhookSecret = "whsec_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    /// <summary>Runs to the end, and says what was found.</summary>
    /// <exception cref="CommandFailedException">It cannot start.</exception>
    public async Task<Report> RunAsync()
    {
        var given = UpFiles.WithProfile(UpFiles.Read(Path.Combine(root, "dapr.yaml"), options.Strict, view.Say), options.Profile);
        var file = UpFiles.WithOffset(given, options.PortOffset);
        using var data = await DataDirectory.OpenAsync(options.DataDirectory, options.Fresh, time);
        var plan = RunPlan.Make(file, options.PortOffset, [.. OwnPorts(), .. UpFiles.ExtraPorts(file)], Variables(data, file));
        if (options.Fresh)
            data.Empty();
        await using var mailbox = MailStore.Open(data.Mailbox, time);
        await using var smtp = SmtpServer.Start(options.MailPort, mailbox, SmtpLimits.Default, time);
        await using var provider = await PaymentProviderHost.StartAsync(Provider(plan), time, cancellation: interruption.Stop);
        await using var journal = JourneyJournal.Open(data.Simulator);
        view.Say($"Starting {plan.Apps.Count} apps with the {options.Profile} profile; data in {data.Path}");
        var settings = new RunSettings(plan, data, data.State, options.Strict, ControlAddress.At(options.ControlPort), Keep: true, new UpLogs(data, view.Say, time))
        {
            Faults = options.FaultSeed is { } seed ? new FaultBook(time, seed) : null,
        };
        await using var fleet = await RunningFleet.StartAsync(settings, time, interruption.Stop);
        using var gateway = new HttpClient { BaseAddress = GatewayAddress(plan), Timeout = TimeSpan.FromSeconds(30) };
        var client = new GatewayClient(gateway);
        var simulation = new Simulation(Traffic(), client, journal, time);
        var mailed = new MailedFines(mailbox, journal);
        var meter = new Meter(gateway, mailbox, mailed, () => AppStates(plan, fleet), () => simulation.Counters.LastTrouble, time);
        await using var control = await ControlEndpoint.StartAsync(options.ControlPort, new ControlState(meter, mailbox, options.Profile), fleet.Runtime, settings.Faults, interruption.Stop);
        var before = mailbox.Count;

        await Readiness.WaitAsync(plan, fleet, time, interruption.Stop);
        view.Say($"Ready after {launch.Elapsed(time).TotalMilliseconds:0} ms: {gateway.BaseAddress} (mails: {ControlAddress.At(options.ControlPort)}mail)");
        await DriveAsync(simulation, meter);
        var truth = options.Simulate ? journal : null;
        var check = await new Settlement(new FinalCheck(client, truth, mailed), gateway, mailbox, truth, time).RunAsync(interruption.Abort);
        return await ReportAsync(check, gateway, mailed, launch.Until(mailbox.List(after: before, most: 1)));
    }

    private WantedPort[] OwnPorts() =>
        [new(options.MailPort, "the mailbox (SMTP)"), new(options.ControlPort, "fleet's control endpoint and mail page"), new(options.ProviderPort, "the payment provider")];

    private Dictionary<string, string> Variables(DataDirectory data, RunFile file) => new(StringComparer.Ordinal)
    {
        ["FLEET_DATA"] = data.Path,
        ["FLEET_MAIL_PORT"] = options.MailPort.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["FLEET_PAYMENT_PROVIDER_URL"] = FormattableString.Invariant($"http://127.0.0.1:{options.ProviderPort}"),
        ["FLEET_PAYMENT_WEBHOOK_SECRET"] = webhookSecret,
        // Safe here and not with Dapr's binding: the embedded one has nothing in common between two sends.
        ["Mail__SendsAtOnce"] = "8",
        // Where the links of a notice lead: the gateway's page to pay at.
        ["Notices__Site"] = FormattableString.Invariant($"http://127.0.0.1:{file.Apps.FirstOrDefault(app => app.AppId == AppIds.Gateway)?.Ports.App + options.PortOffset}/"),
    };

    private ProviderSettings Provider(RunPlan plan) =>
        new(options.ProviderPort, new Uri(GatewayAddress(plan), "v1/payment-provider/webhooks"), webhookSecret, options.Seed);

    private TrafficSettings Traffic() => new() { Seed = options.Seed, Vehicles = options.Vehicles, JourneysPerSecond = options.Rate };

    private static Uri GatewayAddress(RunPlan plan) => plan.Apps.FirstOrDefault(app => app.App.AppId == AppIds.Gateway)?.AppPort is { } port
        ? new Uri($"http://127.0.0.1:{port}/")
        : throw new CommandFailedException($"The run file has no app '{AppIds.Gateway}' with a port.");

    private static IReadOnlyList<AppStatus> AppStates(RunPlan plan, RunningFleet fleet) => [.. plan.Apps.Select(app =>
    {
        var process = fleet.Apps.FirstOrDefault(p => p.AppId == app.App.AppId);
        return new AppStatus(app.App.AppId, process?.Identity?.Pid, app.AppPort, app.HttpPort, Readiness.IsReady(app, fleet), process?.Restarts ?? 0);
    })];

    // Traffic until it is time, then until everything that was sent is acknowledged; a person can watch meanwhile.
    private async Task DriveAsync(Simulation simulation, Meter meter)
    {
        using var over = options.Traffic is { } traffic ? new CancellationTokenSource(traffic, time) : new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(over.Token, interruption.Stop);
        using var sent = CancellationTokenSource.CreateLinkedTokenSource(interruption.Abort);
        var watching = view.WatchAsync(meter.TakeAsync, sent.Token);
        try
        {
            if (options.Simulate)
                await simulation.RunAsync(stop.Token, interruption.Abort);
            else
                await Interruption.WaitAsync(time, stop.Token);
        }
        finally
        {
            await sent.CancelAsync();
            await watching;
        }
    }

    private async Task<Report> ReportAsync(CheckResult check, HttpClient gateway, MailedFines mailed, double? startupMs)
    {
        var numbers = await ServiceNumbers.ReadAsync(gateway, interruption.Abort);
        List<string> disagreements = [.. check.Disagreements()];
        if (options.Simulate && numbers.Violations != check.Expected)
            disagreements.Add($"vehicle-tracking counts {numbers.Violations} violations where {check.Expected} were driven.");
        if (numbers.DeadLetters > 0)
            disagreements.Add($"{numbers.DeadLetters} dead letters wait for a person.");
        return new Report(
            numbers.PositionsAccepted, numbers.PassagesAccepted, check.Expected, numbers.Violations, check.Issued, check.Referred, check.OwnerUnknown,
            check.Mailed, numbers.DeadLetters, check.Duplicates, check.Lost, check.Unexpected,
            new Latency(mailed.Percentile(0.50), mailed.Percentile(0.99)), startupMs, disagreements.Count == 0, disagreements);
    }
}
