using Fleet.Cli.Mailbox;
using Fleet.Simulator.Journal;

namespace Fleet.Cli.Up;

/// <summary>Waits until what was sent is worked off, as long as there is progress, then compares.</summary>
internal sealed class Settlement(FinalCheck check, HttpClient gateway, MailStore mailbox, JourneyJournal? journal, TimeProvider time)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestStandstill = TimeSpan.FromSeconds(20);

    /// <summary>The comparison, once it agrees or nothing moves any more.</summary>
    public async Task<CheckResult> RunAsync(CancellationToken abort)
    {
        var movedAt = time.GetTimestamp();
        var last = (Fines: -1L, Mails: -1);
        while (true)
        {
            var (settled, fines) = await LooksSettledAsync(abort);
            var now = (fines, mailbox.Count);
            if (now != last)
                movedAt = time.GetTimestamp();
            var stands = time.GetElapsedTime(movedAt) > LongestStandstill;
            if (stands)
                return await check.RunAsync(abort);
            if (settled && await TryCheckAsync(abort) is { Agrees: true } agreed)
                return agreed;
            last = now;
            await Task.Delay(Step, time, abort);
        }
    }

    private async Task<CheckResult?> TryCheckAsync(CancellationToken abort)
    {
        try
        {
            return await check.RunAsync(abort);
        }
        catch (HttpRequestException)
        {
            // A service that is being started again answers in a moment.
            return null;
        }
    }

    // The cheap question first: listing all fines costs more than asking for their number.
    private async Task<(bool Settled, long Fines)> LooksSettledAsync(CancellationToken abort)
    {
        try
        {
            var numbers = await ServiceNumbers.ReadAsync(gateway, abort);
            return (numbers.Fines >= (journal?.ExpectedCount ?? 0) && mailbox.Count >= numbers.FinesIssued, numbers.Fines);
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !abort.IsCancellationRequested))
        {
            // A service that is being started again answers in a moment.
            return (false, -1);
        }
    }
}
