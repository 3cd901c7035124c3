using Fleet.FineCollection.Fines.Finding;
using Fleet.ServiceDefaults;
using Fleet.ServiceDefaults.Registers;

namespace Fleet.FineCollection.Book.Checks;

/// <summary>Some ids of fines.</summary>
/// <param name="Ids">At most 100.</param>
/// <param name="Next">Where to go on; null at the end.</param>
public sealed record WalkedFines(IReadOnlyList<string> Ids, string? Next);

/// <summary>Goes through all fines that were ever set.</summary>
public sealed class FineWalk(RegisterClient<RegisteredFine> register)
{
    /// <summary>The fines after <paramref name="cursor"/>; null: the first.</summary>
    public async Task<WalkedFines> Next(string? cursor, CancellationToken cancellation)
    {
        var page = await register.List(new PageRequest(100, cursor), null, null, cancellation);
        return new WalkedFines([.. page.Data.Select(fine => fine.Id)], page.HasMore ? page.NextCursor : null);
    }
}
