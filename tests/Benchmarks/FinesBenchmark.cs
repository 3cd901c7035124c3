using System.Net.Http.Headers;
using Fleet.Tests.Benchmarks.Drives;
using Fleet.Tests.Benchmarks.Processes;

namespace Fleet.Tests.Benchmarks;

/// <summary>From the passages of speeding vehicles to the mails about their fines, through the real services and the mailbox.</summary>
internal static class FinesBenchmark
{
    private const int WarmUp = 2_000;
    private const int Calm = 750;
    private const int Many = 8_000;
    private const int Singles = 4_000;
    private const int PassagesPerSecond = 50;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var fleet = await FleetProcess.StartAsync(cancellationToken);
        var mails = new Mails(fleet.MailLog);
        var drives = new Queue<SpeedingDrive>(await SpeedingDrives.PlanAsync(fleet.Gateway, TimeProvider.System.GetUtcNow()));
        await SendAsync(fleet, mails, Take(drives, WarmUp), perRequest: 20);
        await CalmAsync(fleet, mails, Take(drives, Calm));
        await SustainedAsync("in requests of 20 passages", fleet, mails, Take(drives, Many), perRequest: 20);
        await SustainedAsync("in requests of one passage", fleet, mails, Take(drives, Singles), perRequest: 1);
        fleet.PrintMemory("after these fines");
    }

    private static async Task SustainedAsync(string how, FleetProcess fleet, Mails mails, List<SpeedingDrive> drives, int perRequest)
    {
        var (sent, mailed) = await fleet.SpendingAsync("fines", async () => (await SendAsync(fleet, mails, drives, perRequest), drives.Count));
        Figures.Print($"passages {how}", sent with { Rate = sent.Rate * perRequest });
        Figures.AtLeast("  vehicles, from first passage to last mail", mailed, 1_000);
    }

    // First every vehicle enters its section, then every vehicle leaves it.
    private static async Task<(Measured Sent, Measured Mailed)> SendAsync(FleetProcess fleet, Mails mails, List<SpeedingDrive> drives, int perRequest)
    {
        var requests = drives.Select(drive => drive.Entry).Concat(drives.Select(drive => drive.Exit)).Chunk(perRequest).ToList();
        var begin = TimeProvider.System.GetUtcNow();
        var sent = await Load.AllAsync(32, requests, passages => PostAsync(fleet.Gateway, passages));
        var accepted = await mails.AboutAsync([.. drives.Select(drive => drive.FineId)]);
        var milliseconds = accepted.Select(at => (at - begin).TotalMilliseconds).Order().ToList();
        return (sent, new Measured(drives.Count / milliseconds[^1] * 1000, milliseconds));
    }

    private static async Task CalmAsync(FleetProcess fleet, Mails mails, List<SpeedingDrive> drives)
    {
        foreach (var entries in drives.Select(drive => drive.Entry).Chunk(100))
            await PostAsync(fleet.Gateway, entries);
        var sentAt = new DateTimeOffset[drives.Count];
        await Load.PacedAsync(PassagesPerSecond, [.. Enumerable.Range(0, drives.Count)], number =>
        {
            sentAt[number] = TimeProvider.System.GetUtcNow();
            return PostAsync(fleet.Gateway, [drives[number].Exit]);
        });
        var accepted = await mails.AboutAsync([.. drives.Select(drive => drive.FineId)]);
        var measured = new Measured(PassagesPerSecond, [.. accepted.Zip(sentAt, (at, sent) => (at - sent).TotalMilliseconds).Order()]);
        Figures.Print($"passage to mail at {PassagesPerSecond} passages/s", measured);
        Figures.AtMost("  p50", measured.At(0.5), 10, "ms");
        Figures.AtMost("  p99", measured.At(0.99), 30, "ms");
    }

    private static async Task PostAsync(HttpClient gateway, string[] passages)
    {
        using var content = new StringContent($"[{string.Join(',', passages)}]", MediaTypeHeaderValue.Parse("application/json"));
        using var answer = await gateway.PostAsync("/v1/passages", content);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException(await answer.Content.ReadAsStringAsync(), inner: null, answer.StatusCode);
    }

    private static List<SpeedingDrive> Take(Queue<SpeedingDrive> drives, int count) => [.. Enumerable.Range(0, count).Select(_ => drives.Dequeue())];
}
