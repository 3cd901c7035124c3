using Fleet.Runtime.Components;

namespace Fleet.Runtime.Faults;

/// <summary>How a kind of call fails.</summary>
/// <typeparam name="T">What a call brings.</typeparam>
/// <param name="Refuse">What an error is: an answer, or an exception that is thrown.</param>
/// <param name="Break">What the caller sees of a broken connection.</param>
internal sealed record FaultForm<T>(Func<FaultRule, T> Refuse, Func<Exception> Break);

/// <summary>Makes a call as the faults of a book want it.</summary>
internal static class FaultCalls
{
    /// <summary>Makes a call of a component; its errors are exceptions.</summary>
    public static Task<T> RunAsync<T>(this FaultBook book, in FaultPlace place, Func<CancellationToken, Task<T>> carryOut, CancellationToken cancellationToken) =>
        book.RunAsync(place, ComponentForm<T>.Instance, carryOut, cancellationToken);

    /// <summary>Makes a call of a component that brings nothing.</summary>
    public static Task RunAsync(this FaultBook book, in FaultPlace place, Func<CancellationToken, Task> carryOut, CancellationToken cancellationToken)
    {
        return book.RunAsync(place, ComponentForm<bool>.Instance, Nothing, cancellationToken);

        async Task<bool> Nothing(CancellationToken token)
        {
            await carryOut(token);
            return true;
        }
    }

    /// <summary>Makes a call. <paramref name="carryOut"/> may be called twice, or not at all.</summary>
    public static Task<T> RunAsync<T>(this FaultBook book, in FaultPlace place, FaultForm<T> form, Func<CancellationToken, Task<T>> carryOut, CancellationToken cancellationToken) =>
        ActAsync(book.Decide(place), book.Time, form, carryOut, cancellationToken);

    /// <summary>Does to a call what was decided.</summary>
    public static async Task<T> ActAsync<T>(FaultDecision decision, TimeProvider time, FaultForm<T> form, Func<CancellationToken, Task<T>> carryOut, CancellationToken cancellationToken)
    {
        try
        {
            if (decision.Wait > TimeSpan.Zero)
                await Task.Delay(decision.Wait, time, cancellationToken);
            switch (decision.Act?.Rule.Kind)
            {
                case FaultKind.Error:
                    return form.Refuse(decision.Act.Rule);
                case FaultKind.Drop:
                    throw form.Break();
                case FaultKind.DropAnswer:
                    (await carryOut(cancellationToken) as IDisposable)?.Dispose();
                    throw form.Break();
                case FaultKind.Duplicate:
                    return await TwiceAsync(carryOut, cancellationToken);
                case FaultKind.Reorder:
                    await decision.Act.HoldAsync(decision.Hold!, time, cancellationToken);
                    return await carryOut(cancellationToken);
                default:
                    return await carryOut(cancellationToken);
            }
        }
        finally
        {
            decision.GoneBy();
        }
    }

    private static async Task<T> TwiceAsync<T>(Func<CancellationToken, Task<T>> carryOut, CancellationToken cancellationToken)
    {
        var first = await carryOut(cancellationToken);
        var second = carryOut(cancellationToken);
        // Whatever became of the second one, its answer reaches nobody.
        await ((Task)second).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (second.IsCompletedSuccessfully)
            (await second as IDisposable)?.Dispose();
        return first;
    }

    private static class ComponentForm<T>
    {
        public static readonly FaultForm<T> Instance = new(
            rule => throw new ComponentException(rule.Message ?? $"fault {rule.Id} refuses it"),
            () => new ComponentException("the connection broke"));
    }
}
