using Fleet.Runtime.Resources;
using Polly;

namespace Fleet.Runtime.Resiliency;

/// <summary>
/// Dapr's retry policy as a part of a Polly pipeline. What failed without a status is always tried again, but for an open
/// breaker; a status from 400 on when <c>matching</c> has it.
/// </summary>
internal sealed class RetryStrategy(RetrySpec spec, TimeProvider time, PolicyActivity activity) : ResilienceStrategy<Attempt>
{
    private readonly StatusCodes codes = StatusCodes.Parse(spec.HttpStatusCodes);

    /// <inheritdoc/>
    protected override async ValueTask<Outcome<Attempt>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<Attempt>>> callback, ResilienceContext context, TState state)
    {
        var pauses = new BackOff(spec, time);
        while (true)
        {
            var outcome = await callback(context, state);
            if (!IsWorthIt(outcome) || context.CancellationToken.IsCancellationRequested || !pauses.TryNext(out var pause))
                return outcome;
            if (outcome.Exception is null)
                outcome.Result.Dispose();
            activity.Retried();
            try
            {
                await Task.Delay(pause, time, context.CancellationToken);
            }
            catch (OperationCanceledException gone)
            {
                return Outcome.FromException<Attempt>(gone);
            }
        }
    }

    private bool IsWorthIt(Outcome<Attempt> outcome) => outcome.Exception switch
    {
        null => outcome.Result.HasFailed && codes.Contains(outcome.Result.Status),
        CircuitOpenException or OperationCanceledException => false,
        _ => true,
    };
}
