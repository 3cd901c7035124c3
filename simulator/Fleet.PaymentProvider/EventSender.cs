using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Fleet.PaymentProvider;

/// <summary>One attempt to tell an event.</summary>
/// <param name="EventId">The event.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Status">What was answered; 0 when nobody answered.</param>
/// <param name="Mischief">What was wrong with it; null for nothing.</param>
public sealed record Attempt(string EventId, DateTimeOffset At, int Status, string? Mischief);

/// <summary>Tells events to the shop, each signed anew at every attempt, until it answers 2xx: after 1, 2, 4 … 60 seconds.</summary>
/// <param name="settings">Where to, and the secret.</param>
/// <param name="mischief">What is to go wrong.</param>
/// <param name="http">Sends.</param>
/// <param name="time">The clock.</param>
public sealed class EventSender(ProviderSettings settings, MischiefBook mischief, HttpMessageInvoker http, TimeProvider time) : IAsyncDisposable
{
    /// <summary>The header that carries the signature.</summary>
    public const string Header = "Fleet-Provider-Signature";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<Attempt> attempts = new();
    private readonly ConcurrentDictionary<int, Task> running = new();
    private readonly Lock gate = new();
    private ProviderEvent? held;
    private ProviderEvent? first;
    private int last;

    /// <summary>All attempts so far, in order.</summary>
    public IReadOnlyCollection<Attempt> Attempts => attempts;

    /// <summary>Events that are not delivered yet.</summary>
    public int Waiting => running.Count + (held is null ? 0 : 1);

    /// <summary>The signature of a body at an instant.</summary>
    public static string Sign(string body, string secret, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{seconds}.{body}")))}";
    }

    /// <summary>Tells an event, in the background.</summary>
    public void Tell(ProviderEvent told)
    {
        if (settings.WebhookUrl is null) return;
        var wrong = mischief.Next();
        ProviderEvent? before;
        lock (gate)
        {
            first ??= told;
            (before, held) = (held, wrong == Mischiefs.Reorder ? told : null);
        }

        if (wrong != Mischiefs.Reorder) Run(() => Deliver(told, wrong));
        if (before is not null) Run(() => Deliver(before, null));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(running.Values);
        stop.Dispose();
        http.Dispose();
    }

    private void Run(Func<Task> work)
    {
        var number = Interlocked.Increment(ref last);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        running[number] = done.Task;
        _ = Task.Run(async () =>
        {
            try
            {
                await work();
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The provider ends; what was not told is told by nobody.
            }
            finally
            {
                running.TryRemove(number, out _);
                done.TrySetResult();
            }
        });
    }

    private async Task Deliver(ProviderEvent told, string? wrong)
    {
        var body = JsonSerializer.Serialize(told, Json);
        if (wrong == Mischiefs.Delay) await Task.Delay(TimeSpan.FromSeconds(10), time, stop.Token);
        if (wrong == Mischiefs.Forge) await Send(told.Id, body.Replace("\"minorUnits\":", "\"minorUnits\":9", StringComparison.Ordinal), "not " + settings.Secret, TimeSpan.Zero, wrong);
        if (wrong == Mischiefs.Stale) await Send(told.Id, body, settings.Secret, TimeSpan.FromMinutes(10), wrong);
        if (wrong == Mischiefs.Duplicate) await Task.WhenAll(UntilTaken(told.Id, body), UntilTaken(told.Id, body));
        else await UntilTaken(told.Id, body);
        if (wrong == Mischiefs.Replay && first is { } old) await Send(old.Id, JsonSerializer.Serialize(old, Json), settings.Secret, TimeSpan.Zero, wrong);
    }

    private async Task UntilTaken(string eventId, string body)
    {
        for (var pause = TimeSpan.FromSeconds(1); !await Send(eventId, body, settings.Secret, TimeSpan.Zero, null); pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            await Task.Delay(pause, time, stop.Token);
    }

    private async Task<bool> Send(string eventId, string body, string secret, TimeSpan ago, string? wrong)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.WebhookUrl) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add(Header, Sign(body, secret, time.GetUtcNow() - ago));
        var status = 0;
        try
        {
            using var answer = await http.SendAsync(request, stop.Token);
            status = (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            // Nobody there: the same as an answer that is not 2xx.
        }

        attempts.Enqueue(new Attempt(eventId, time.GetUtcNow(), status, wrong));
        return status is >= 200 and < 300;
    }
}
