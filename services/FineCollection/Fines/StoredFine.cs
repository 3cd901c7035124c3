using Fleet.FineCollection.Domain;
using Fleet.FineCollection.Fines.Changes;

namespace Fleet.FineCollection.Fines;

/// <summary>What is stored of a fine.</summary>
/// <param name="Fine">The fine.</param>
/// <param name="Outbox">Changes of it that somebody may not have yet.</param>
/// <param name="Once">Which requests were answered under an idempotency key, oldest first.</param>
public sealed record StoredFine(Fine Fine, IReadOnlyList<FineChange> Outbox, IReadOnlyList<OnceMark>? Once = null);

/// <summary>A request that was answered under an idempotency key.</summary>
/// <param name="Key">Hash of the path and the key.</param>
/// <param name="Request">Hash of what was asked.</param>
/// <param name="Slot">Where the answer is kept.</param>
public sealed record OnceMark(string Key, string Request, int Slot);
