using SQLitePCL;

namespace Fleet.Runtime.Sqlite;

/// <summary>SQLite could not do what it was asked; the text is for a person and names the file.</summary>
public sealed class SqliteFailureException : Exception
{
    internal SqliteFailureException(string path, int code, string reason)
        : base($"database {path}: {Explain(code, reason)}")
    {
        Code = code & 0xff;
    }

    /// <summary>SQLite's primary result code.</summary>
    public int Code { get; }

    /// <summary>The connection may be in a bad state, or the file may have been replaced: open it again.</summary>
    internal bool NeedsReopening => Code is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN;

    private static string Explain(int code, string reason) => (code & 0xff) switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"locked by another process ({reason})",
        raw.SQLITE_FULL => $"the disk is full ({reason})",
        raw.SQLITE_CORRUPT => $"the file is damaged ({reason})",
        raw.SQLITE_NOTADB => $"the file is no SQLite database ({reason})",
        raw.SQLITE_READONLY => $"the file cannot be written ({reason})",
        raw.SQLITE_CANTOPEN => $"the file cannot be opened ({reason})",
        _ => reason,
    };
}
