using Dapr.Actors;
using Dapr.Actors.Runtime;
using Fleet.ServiceDefaults.Messaging;
using Microsoft.Extensions.Logging;

namespace Fleet.ServiceDefaults.DeadLetters;

/// <summary>Drives one redrive; its id is the redrive's.</summary>
public interface IRedriveJob : IActor
{
    /// <summary>Enters the redrive and goes on with it until nothing is left.</summary>
    Task<RedriveOpened> Begin(RedriveOrder order);
}

/// <inheritdoc cref="IRedriveJob"/>
/// <remarks>
/// All that is to be remembered stands in the book; the job has but its reminder. A crash costs one batch, which is handed over once more: whoever takes
/// it knows what was taken already.
/// </remarks>
public sealed class RedriveJob(ActorHost host, DeadLetterStore store, LetterTopics topics, IServiceProvider services, TimeProvider time, ILogger<RedriveJob> log)
    : Actor(host), IRedriveJob, IRemindable
{
    private const string Reminder = "step";
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(2);

    /// <summary>Actor type of a service's redrives.</summary>
    public static string TypeOf(string appId) => appId + "-dead-letter-redrive";

    /// <inheritdoc/>
    public async Task<RedriveOpened> Begin(RedriveOrder order)
    {
        // First the reminder: one that finds nothing to do takes itself away.
        await RegisterReminderAsync(Reminder, [], TimeSpan.Zero, Period);
        return await store.Open(order);
    }

    /// <inheritdoc/>
    public async Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period)
    {
        var began = time.GetUtcNow();
        do
        {
            var batch = await store.Next(Id.GetId());
            if (batch.Redrive is not { State: RedriveStates.Running } redrive)
            {
                await UnregisterReminderAsync(Reminder);
                return;
            }

            if (batch.IsEmpty) return;
            var results = new List<RedriveResult>();
            foreach (var topic in batch.Letters.GroupBy(letter => letter.Topic, StringComparer.Ordinal)) results.AddRange(await Hand(redrive, topic.Key, [.. topic]));
            await store.Settle(new RedriveSettled(redrive.Id, redrive.Step, batch.Skipped, batch.Then!, results));
        }
        while (time.GetUtcNow() - began < LongestTurn);
    }

    private async Task<IEnumerable<RedriveResult>> Hand(Redrive redrive, string name, IReadOnlyList<DeadLetter> letters)
    {
        if (topics.Of(name) is not { } topic) return letters.Select(letter => Result(letter, isTaken: false, DryRun.NoTopic));
        try
        {
            var outcomes = redrive.Plan.DryRun
                ? await Check(topic, letters)
                : await topic.Take(services, [.. letters.Select(letter => letter.Event)], CancellationToken.None);
            return letters.Zip(outcomes, (letter, outcome) => Result(letter, outcome.IsTaken, outcome.GivenUp));
        }
        catch (Exception failure)
        {
            log.LogWarning(failure, "Redrive {Redrive} could not hand over {Count} letters of {Topic}; they will be handed over again", redrive.Id, letters.Count, name);
            return letters.Select(letter => Result(letter, isTaken: false, refused: null));
        }
    }

    private static RedriveResult Result(DeadLetter letter, bool isTaken, string? refused) => new(letter.Id, letter.Sequence, isTaken, refused);

    private async Task<IReadOnlyList<EventOutcome>> Check(LetterTopic topic, IReadOnlyList<DeadLetter> letters)
    {
        var outcomes = new List<EventOutcome>();
        foreach (var letter in letters)
        {
            var would = await topic.Check(services, letter.Event, CancellationToken.None);
            outcomes.Add(would.WouldBeTaken ? EventOutcome.Taken : EventOutcome.GiveUp(would.Reason!));
        }

        return outcomes;
    }
}
