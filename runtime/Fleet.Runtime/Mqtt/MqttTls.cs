using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fleet.Runtime.Components;

namespace Fleet.Runtime.Mqtt;

/// <summary>How a component proves who it is to its broker, and whom it trusts; certificates and keys are PEM.</summary>
internal static class MqttTls
{
    private const string CaCert = "caCert";
    private const string ClientCert = "clientCert";
    private const string ClientKey = "clientKey";

    /// <summary>The fields it reads.</summary>
    public static IReadOnlyList<MetadataField> Fields { get; } = [new(CaCert), new(ClientCert), new(ClientKey)];

    /// <summary>The options of a component.</summary>
    /// <exception cref="ComponentException">A certificate or key cannot be read.</exception>
    public static SslClientAuthenticationOptions Options(ComponentMetadata metadata, string host)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = host };
        if (metadata.Text(CaCert) is { } roots)
            options.CertificateChainPolicy = Trusting(roots);
        if (metadata.Text(ClientCert) is { } certificate && metadata.Text(ClientKey) is { } key)
            options.ClientCertificates = [Read($"{ClientCert} or {ClientKey}", () => X509Certificate2.CreateFromPem(certificate, key))];
        return options;
    }

    private static X509ChainPolicy Trusting(string roots) => Read(CaCert, () =>
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(roots);
        return policy.CustomTrustStore.Count > 0 ? policy : throw new CryptographicException("it holds no certificate");
    });

    private static T Read<T>(string field, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception broken) when (broken is CryptographicException or ArgumentException)
        {
            throw new ComponentException($"metadata field {field} is no PEM that can be used: {broken.Message}", broken);
        }
    }
}
