using System.Runtime.CompilerServices;
using Fleet.FineCollection.Fines.Finding;
using Fleet.ServiceDefaults;
using Fleet.ServiceDefaults.Indexes;

namespace Fleet.FineCollection.Fines.Persons;

/// <summary>Finds the fines of a person.</summary>
public sealed class PersonFines(IndexClient<FineLine> index)
{
    /// <summary>Ids of all fines that the person is answerable for, the latest decided first.</summary>
    public async IAsyncEnumerable<string> Ids(string ownerId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (string? cursor = null; ;)
        {
            var page = await index.List(new PageRequest(100, cursor), new IndexQuery<FineLine>(FineIndex.Owner(ownerId)), cancellation);
            foreach (var line in page.Data) yield return line.Id;
            if (!page.HasMore) yield break;
            cursor = page.NextCursor;
        }
    }
}
