using System.Text.Json;
using Fleet.Contracts;
using Fleet.ServiceDefaults.DeadLetters;

namespace Fleet.Notification.Recipients;

/// <summary>Keeps the fine events whose message no channel took, to be looked at, corrected and sent again.</summary>
public sealed class DeadLetterSink(DeadLetterStore letters, LetterTopics topics, TimeProvider time, ILogger<DeadLetterSink> log) : ITurnSink
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecipientTurn>> Take(IReadOnlyList<RecipientTurn> turns, CancellationToken cancellation)
    {
        var taken = new List<RecipientTurn>();
        foreach (var turn in turns)
        {
            if (turn.Lost.Count == 0 || await Keep(turn.Lost, cancellation)) taken.Add(turn);
        }

        return taken;
    }

    private async Task<bool> Keep(IReadOnlyList<LostMessage> lost, CancellationToken cancellation)
    {
        try
        {
            await letters.Keep([.. lost.Select(Arrival)], cancellation);
            return true;
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            log.LogWarning(failure, "Dead letters could not be kept; they will come again");
            return false;
        }
    }

    private LetterArrival Arrival(LostMessage message) => LetterArrival.Of(
        Topics.FineEventsDead, JsonSerializer.Serialize(message.Fine, ContractJson.Options), time.GetUtcNow(), message.Reason, topics.IdFieldOf(Topics.FineEventsDead));
}
