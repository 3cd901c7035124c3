using Fleet.Cli.Running;
using Fleet.Runtime.Hosting;

namespace Fleet.Cli.Commands;

/// <summary>Exit codes of the commands that the Dapr CLI has too: 0, or 1 for whatever went wrong.</summary>
internal static class DaprExit
{
    public const int Failed = 1;

    /// <summary>Runs a command; what a person can put right is said without a stack trace.</summary>
    public static async Task<int> CodeAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception e) when (e is CommandFailedException or RuntimeStartException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(Say.Failure(e.Message));
            return Failed;
        }
        catch (OperationCanceledException)
        {
            // Told to end while it was starting.
            return 0;
        }
    }
}
