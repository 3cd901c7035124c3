using Fleet.ServiceDefaults.DueBooks;

namespace Fleet.Tests.Services.DueBooks;

internal static class Due
{
    public static DueItem[] Items(int count, DateTimeOffset dueAt, string name = "item") =>
        [.. Enumerable.Range(0, count).Select(number => new DueItem($"{name}-{number:00000}", dueAt, "1"))];
}
