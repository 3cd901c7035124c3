using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.State;

internal static partial class SqliteStateLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "State store {Store}: expired rows were not removed")]
    public static partial void CleanupFailed(ILogger log, string store, Exception failure);
}
