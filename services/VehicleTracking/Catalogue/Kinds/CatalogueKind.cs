using System.Text.Json;
using Fleet.Contracts;
using Fleet.VehicleTracking.Positions;
using Fleet.VehicleTracking.Reference;

namespace Fleet.VehicleTracking.Catalogue.Kinds;

/// <summary>A kind of entries: what it is called, which contract its entries have, and what is sensible in them.</summary>
public abstract class CatalogueKind(string name, string singular, string idField, Type contract)
{
    /// <summary>Member of an answer that says which version it is; in a request it means nothing.</summary>
    public const string Stamp = "catalogue";

    private static readonly HashSet<string> Ignored = [Stamp];

    /// <summary>What paths call it, e.g. <c>roads</c>.</summary>
    public string Name => name;

    /// <summary>What people call one of them.</summary>
    public string Singular => singular;

    /// <summary>The contract's field that is the entry's id.</summary>
    public string IdField => idField;

    public Type Contract => contract;

    /// <summary>
    /// The entry that <paramref name="json"/> describes, in the contract's one form, or all that is wrong with it.
    /// </summary>
    /// <param name="json">As a client sent it.</param>
    /// <param name="id">The id in the path; null when only the body names it.</param>
    /// <param name="world">What else there is.</param>
    /// <param name="mistakes">Gets what is wrong.</param>
    public (string Id, JsonElement Value) Read(JsonElement json, string? id, ReferenceSnapshot world, ICollection<EntryMistake> mistakes)
    {
        ContractFields.Check(json, contract, "", Ignored, mistakes);
        if (mistakes.Count > 0) return ("", default);
        var written = json.GetProperty(idField).GetString()!;
        if (!VehicleId.IsValid(written)) mistakes.Add(new EntryMistake(idField, "malformed_id", $"{idField} {VehicleId.Expected}."));
        if (id is not null && !string.Equals(id, written, StringComparison.Ordinal)) mistakes.Add(new EntryMistake(idField, "wrong_id", $"{idField} is '{written}', but the path says '{id}'."));
        return (written, Sensible(json, world, mistakes));
    }

    /// <summary>The contract's one form of <paramref name="json"/>; adds what is not sensible in it to the mistakes.</summary>
    protected abstract JsonElement Sensible(JsonElement json, ReferenceSnapshot world, ICollection<EntryMistake> mistakes);
}

/// <summary>A kind whose entries have the contract <typeparamref name="T"/>.</summary>
/// <param name="mistakes">What is not sensible in an entry whose fields have the right types.</param>
public sealed class CatalogueKind<T>(string name, string singular, string idField, Func<T, ReferenceSnapshot, IEnumerable<EntryMistake>> mistakes)
    : CatalogueKind(name, singular, idField, typeof(T))
    where T : class
{
    protected override JsonElement Sensible(JsonElement json, ReferenceSnapshot world, ICollection<EntryMistake> found)
    {
        var value = json.Deserialize<T>(ContractJson.Options)!;
        foreach (var mistake in mistakes(value, world)) found.Add(mistake);
        return JsonSerializer.SerializeToElement(value, ContractJson.Options);
    }
}
