using Microsoft.Data.Sqlite;

namespace Fleet.Cli.Hosting;

/// <summary>Looks into the file of reminders and jobs when nobody has it open any more.</summary>
internal static class ScheduleFile
{
    /// <summary>Whether there is anything in it; also when that cannot be found out.</summary>
    public static bool HoldsAny(string path)
    {
        try
        {
            using var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
            database.Open();
            using var question = database.CreateCommand();
            question.CommandText = "SELECT EXISTS (SELECT 1 FROM scheduled)";
            return question.ExecuteScalar() is not 0L;
        }
        catch (SqliteException)
        {
            return true;
        }
    }
}
