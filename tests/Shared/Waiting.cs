using System.Runtime.CompilerServices;

namespace Fleet.Tests.Shared;

/// <summary>Waits for what happens in its own time, but not for ever: a test that waits in vain says for what.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>Waits until a condition holds.</summary>
    /// <exception cref="TimeoutException">It does not hold in time; names it.</exception>
    public static async Task UntilAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string expression = "")
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await InTimeAsync(condition(), expression))
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                throw Late(expression);
            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <inheritdoc cref="UntilAsync(Func{Task{bool}}, string)"/>
    public static Task UntilAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string expression = "") =>
        UntilAsync(() => Task.FromResult(condition()), expression);

    /// <summary>Waits for what a task brings.</summary>
    /// <exception cref="TimeoutException">It does not end in time; names it.</exception>
    public static async Task<T> InTimeAsync<T>(Task<T> task, [CallerArgumentExpression(nameof(task))] string expression = "")
    {
        try
        {
            return await task.WaitAsync(Patience, TimeProvider.System, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw Late(expression);
        }
    }

    private static TimeoutException Late(string expression) => new($"waited in vain for {Patience.TotalSeconds:0} s: {expression}");
}
