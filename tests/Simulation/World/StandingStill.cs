using Microsoft.Data.Sqlite;

namespace Fleet.Tests.Simulation.World;

/// <summary>
/// Holds every database of a folder, so that nothing more is committed, and copies the files as they lie there, open and
/// with their write-ahead logs: what a kill leaves behind. Whatever waited for a commit is lost, and was not acknowledged.
/// </summary>
internal sealed class StandingStill : IDisposable
{
    private readonly string folder;
    private readonly List<SqliteConnection> holds = [];

    public StandingStill(string folder)
    {
        this.folder = folder;
        foreach (var database in Directory.GetFiles(folder, "*.db").Order(StringComparer.Ordinal))
        {
            var connection = new SqliteConnection($"Data Source={database};Pooling=False;Default Timeout=30");
            holds.Add(connection);
            connection.Open();
            using var hold = connection.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            hold.ExecuteNonQuery();
        }
    }

    public void CopyTo(string folder)
    {
        // Marks of ownership and shared-memory indexes die with their process.
        foreach (var file in Directory.GetFiles(this.folder).Where(file => file.EndsWith(".db", StringComparison.Ordinal) || file.EndsWith(".db-wal", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }

    public void Dispose()
    {
        foreach (var hold in holds) hold.Dispose();
    }
}
