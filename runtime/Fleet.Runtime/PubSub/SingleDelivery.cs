using System.Text.Json;
using Fleet.Runtime.Cel;
using Fleet.Runtime.Hosting;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.PubSub;

/// <summary>Delivers events one a request.</summary>
internal sealed class SingleDelivery(Sidecar sidecar, Subscription subscription, AppDelivery delivery)
{
    private readonly record struct Answer(Verdict Verdict, int Status);

    /// <summary>Whether the event is done with; false: the broker has to deliver it again.</summary>
    public async Task<bool> DeliverAsync(BrokerMessage message, CancellationToken cancellationToken)
    {
        var verdict = await TryDeliverAsync(message, cancellationToken);
        return verdict switch
        {
            Verdict.Success or Verdict.Gone => true,
            Verdict.Drop => subscription.DeadLetterTopic is null || await delivery.ToDeadLettersAsync(message, cancellationToken),
            _ => await delivery.ToDeadLettersAsync(message, cancellationToken),
        };
    }

    private async Task<Verdict> TryDeliverAsync(BrokerMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var received = ReceivedEvent.Read(message, subscription);
            if (received.Expiration < sidecar.Runtime.Shared.Time.GetUtcNow() || subscription.PathFor(received) is not { } path)
                return Verdict.Drop;
            var answer = await sidecar.Policies.ForInbound(subscription.PubSub).RunAsync(attempt => MeasuredAsync(path, received, attempt), answer => answer.Status, cancellationToken);
            return answer.Verdict;
        }
        catch (Exception failure) when (failure is JsonException or FormatException or CelException)
        {
            sidecar.Log.LogError("An event of topic {Topic} cannot be delivered: {Reason}", subscription.Topic, failure.Message);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            sidecar.Log.LogWarning("The app did not take an event of topic {Topic}: {Reason}", subscription.Topic, failure.Message);
        }

        return Verdict.Retry;
    }

    private async Task<Answer> MeasuredAsync(string path, ReceivedEvent received, CancellationToken cancellationToken)
    {
        var (meter, outcome) = (sidecar.Metrics.PubSub, "retry");
        var began = meter.Now;
        try
        {
            var answer = await PostAsync(path, received, cancellationToken);
            outcome = AppVerdict.Outcome(answer.Verdict);
            return answer;
        }
        finally
        {
            meter.Delivered(began, subscription.PubSub, subscription.Topic, outcome);
        }
    }

    private async Task<Answer> PostAsync(string path, ReceivedEvent received, CancellationToken cancellationToken)
    {
        var trace = received.Trace;
        using var span = delivery.Span(trace);
        using var request = delivery.Request(path, received, span?.Context ?? trace);
        using var response = await delivery.SendAsync(request, cancellationToken);
        var status = (int)response.StatusCode;
        span?.Answered(status);
        if (response.IsSuccessStatusCode)
        {
            var verdict = AppVerdict.Of(await delivery.ReadAsync(response, cancellationToken));
            return verdict == Verdict.Retry ? throw new DeliveryFailedException("it asks for it again") : new Answer(verdict, status);
        }

        return status switch
        {
            404 => new Answer(Verdict.Gone, 200),
            >= 400 => new Answer(Verdict.Retry, status),
            _ => throw new DeliveryFailedException($"it answered {status}"),
        };
    }
}
