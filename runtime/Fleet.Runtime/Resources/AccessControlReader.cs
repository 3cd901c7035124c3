namespace Fleet.Runtime.Resources;

/// <summary>
/// Reads <c>spec.accessControl</c>. Who calls is proven by certificates alone, so that without mTLS daprd goes by the
/// outermost default; the policies of single apps are checked, and left alone.
/// </summary>
internal static class AccessControlReader
{
    /// <summary>The outermost <c>defaultAction</c>, null when it is not said, and whether there are policies.</summary>
    public static (string? Default, bool HasPolicies) Read(FieldReader spec)
    {
        if (spec.Object("accessControl") is not { } access)
            return (null, false);
        var action = Action(access, "defaultAction");
        access.Skip("trustDomain");
        var policies = access.Items("policies").ToList();
        policies.ForEach(Check);
        access.Done();
        return (action, policies.Count > 0);
    }

    private static void Check(FieldReader policy)
    {
        foreach (var needed in (string[])["appId", "trustDomain", "namespace"])
        {
            if (string.IsNullOrEmpty(policy.Text(needed)))
                policy.ReportFatal(needed, "is missing, expected text");
        }

        Action(policy, "defaultAction");
        foreach (var operation in policy.Items("operations"))
        {
            operation.RequiredText("name");
            operation.Texts("httpVerb");
            Action(operation, "action");
            operation.Done();
        }

        policy.Done();
    }

    private static string? Action(FieldReader reader, string name)
    {
        var action = reader.Text(name);
        if (action is { Length: > 0 } && !action.Equals("allow", StringComparison.OrdinalIgnoreCase) && !action.Equals("deny", StringComparison.OrdinalIgnoreCase))
            reader.Report(name, $"is '{action}', expected allow or deny; it denies");
        return action is { Length: > 0 } ? action : null;
    }
}
