package io.jenkins.plugins.delivery.engine.image;

/** What the parameters mean by which every step reaches a registry. */
public final class RegistryHelp {

    public static final String CREDENTIALS =
            "Credentials of the registry; for Amazon ECR an access key or, with roleArn, an OIDC token, and what the"
                    + " machine may do when absent.";

    public static final String REGION =
            "AWS region when the registry is Amazon ECR; that of its address when absent, else of the SDK's default"
                    + " chain.";

    public static final String REGISTRY_ID =
            "Account id of the ECR registry; that of its address when absent, else the caller's own.";

    public static final String ROLE =
            "ARN of the AWS role to assume for ECR, with the credentials as keys or as an OIDC token.";

    public static final String ENDPOINT = "Address of the ECR API; that of AWS when absent.";

    public static final String CREATE = "Whether to create the repository in Amazon ECR when it is missing.";

    public static final String CREATE_HOW =
            "How createRepository creates it: immutableTags, scanOnPush, untaggedDays, lifecyclePolicy, kmsKey, tags.";

    private RegistryHelp() {}
}
