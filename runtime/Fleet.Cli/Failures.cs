using Fleet.Runtime.Hosting;

namespace Fleet.Cli;

/// <summary>Exit codes: 0 done, 1 done and it does not agree, 2 could not be done, 130 interrupted.</summary>
internal static class Failures
{
    public const int Disagreement = 1;
    public const int CannotBeDone = 2;
    public const int Interrupted = 130;

    /// <summary>Runs a command; what a person can put right is said without a stack trace.</summary>
    public static async Task<int> ToExitCodeAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception e) when (e is CommandFailedException or RuntimeStartException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return CannotBeDone;
        }
        catch (HttpRequestException e)
        {
            await Console.Error.WriteLineAsync($"The services do not answer: {e.Message} `fleet logs` shows what they say.");
            return CannotBeDone;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Interrupted.");
            return Interrupted;
        }
    }
}
