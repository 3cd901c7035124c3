using Fleet.FineCollection.Domain;

namespace Fleet.FineCollection.Book;

/// <summary>Accounts of the book of the whole authority: those of the fines, and one that no fine has.</summary>
public static class BookAccounts
{
    /// <summary>Money from the bank that nobody could match with a fine yet; credit.</summary>
    public const string Unallocated = "unallocated";

    /// <summary>All of them, in the order of a trial balance.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Accounts.All, Unallocated];
}
