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
        var drives = new Queue<SpeedingDrive>(await SpeedingDrives.PlanAsync(fleet.Gateway, TimeProvider.System.GetUtcNow()));
        await SendAsync(fleet, Take(drives, WarmUp), perRequest: 20);
        await CalmAsync(fleet, Take(drives, Calm));
        await SustainedAsync("in requests of 20 passages", fleet, Take(drives, Many), perRequest: 20);
        await SustainedAsync("in requests of one passage", fleet, Take(drives, Singles), perRequest: 1);
        fleet.PrintMemory("after these fines");
    }

    private static async Task SustainedAsync(string how, FleetProcess fleet, List<SpeedingDrive> drives, int perRequest)
    {
        var (sent, mailed, milliseconds) = await fleet.SpendingAsync("fines", async () => (await SendAsync(fleet, drives, perRequest), drives.Count));
        Figures.Print($"passages {how}", sent with { Rate = sent.Rate * perRequest });
        Figures.AtLeast("  vehicles, from first passage to last mail", new Measured(drives.Count / mailed.TotalSeconds, milliseconds), 1_000);
    }

    // One vehicle's passages follow each other in a request or in two.
    private static async Task<(Measured Sent, TimeSpan Mailed, List<double> Milliseconds)> SendAsync(FleetProcess fleet, List<SpeedingDrive> drives, int perRequest)
    {
        var time = TimeProvider.System;
        var before = await fleet.StatAsync("notification", "mailsDelivered");
        var requests = drives.Select(drive => (Drive: drive, drive.Entry)).Concat(drives.Select(drive => (Drive: drive, Entry: drive.Exit)))
            .Select(pair => pair.Entry).Chunk(perRequest).ToList();
        var start = time.GetTimestamp();
        var begin = time.GetUtcNow();
        var sent = await Load.AllAsync(32, requests, passages => PostAsync(fleet.Gateway, "[" + string.Join(',', passages) + "]"));
        while (await fleet.StatAsync("notification", "mailsDelivered") < before + drives.Count)
            await Task.Delay(TimeSpan.FromMilliseconds(50), time);
        var mailed = time.GetElapsedTime(start);
        var accepted = Mails.Accepted(fleet.MailLog);
        return (sent, mailed, [.. drives.Select(drive => (accepted[drive.FineId] - begin).TotalMilliseconds).Order()]);
    }

    private static async Task CalmAsync(FleetProcess fleet, List<SpeedingDrive> drives)
    {
        foreach (var entries in drives.Select(drive => drive.Entry).Chunk(100))
            await PostAsync(fleet.Gateway, "[" + string.Join(',', entries) + "]");
        var before = await fleet.StatAsync("notification", "mailsDelivered");
        var sentAt = new DateTimeOffset[drives.Count];
        await Load.PacedAsync(PassagesPerSecond, [.. Enumerable.Range(0, drives.Count)], number =>
        {
            sentAt[number] = TimeProvider.System.GetUtcNow();
            return PostAsync(fleet.Gateway, drives[number].Exit);
        });
        while (await fleet.StatAsync("notification", "mailsDelivered") < before + drives.Count)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        var accepted = Mails.Accepted(fleet.MailLog);
        var measured = new Measured(PassagesPerSecond, [.. drives.Select((drive, number) => (accepted[drive.FineId] - sentAt[number]).TotalMilliseconds).Order()]);
        Figures.Print($"passage to mail at {PassagesPerSecond} passages/s", measured);
        Figures.AtMost("  p50", measured.At(0.5), 10, "ms");
        Figures.AtMost("  p99", measured.At(0.99), 30, "ms");
    }

    private static async Task PostAsync(HttpClient gateway, string body)
    {
        using var content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json"));
        using var answer = await gateway.PostAsync("/v1/passages", content);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException(await answer.Content.ReadAsStringAsync(), inner: null, answer.StatusCode);
    }

    private static List<SpeedingDrive> Take(Queue<SpeedingDrive> drives, int count) => [.. Enumerable.Range(0, count).Select(_ => drives.Dequeue())];
}
