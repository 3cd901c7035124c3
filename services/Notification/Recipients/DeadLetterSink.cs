using System.Text.Json;
using Fleet.Contracts;
using Fleet.ServiceDefaults.DeadLetters;
using Fleet.ServiceDefaults.Registers;

namespace Fleet.Notification.Recipients;

/// <summary>Keeps the fine events whose message no channel took, to be looked at, corrected and sent again.</summary>
public sealed class DeadLetterSink(RegisterClient<DeadLetter> letters, TimeProvider time, ILogger<DeadLetterSink> log) : ITurnSink
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
            foreach (var message in lost)
            {
                var body = JsonSerializer.Serialize(message.Fine, ContractJson.Options);
                await DeadLetters.Keep(DeadLetter.Of(Topics.FineEventsDead, body, time.GetUtcNow(), message.Reason), letters, log, cancellation);
            }

            return true;
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            log.LogWarning(failure, "Dead letters could not be kept; they will come again");
            return false;
        }
    }
}
