"""Walks an endpoint with boto3, and prints what came of each step as a line of JSON.

Usage: boto3_walk.py ENDPOINT ACCESS_KEY_ID SECRET_ACCESS_KEY
"""

import io
import json
import sys

import boto3
from botocore.client import Config
from botocore.exceptions import ClientError

ENDPOINT, KEY, SECRET = sys.argv[1:]
PATH_STYLE = Config(s3={"addressing_style": "path"}, retries={"max_attempts": 0})


def client(service, key=KEY, secret=SECRET, token=None):
    return boto3.client(
        service,
        endpoint_url=ENDPOINT,
        region_name="eu-west-1",
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        aws_session_token=token,
        config=PATH_STYLE,
    )


def tell(step, value):
    print(json.dumps([step, value]), flush=True)


def refusal(call):
    try:
        call()
    except ClientError as error:
        answer = error.response
        return [answer["ResponseMetadata"]["HTTPStatusCode"], answer["Error"]["Code"], answer["Error"]["Message"]]
    return None


def policy(action, resource="*", principal=None):
    statement = {"Effect": "Allow", "Action": action}
    statement.update({"Principal": principal} if principal else {"Resource": resource})
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


iam = client("iam")
user = iam.create_user(UserName="lucy", Tags=[{"Key": "team", "Value": "shop"}])["User"]
tell("create a user", [user["Arn"], user["CreateDate"].utcoffset().total_seconds()])
for number in range(1, 6):
    iam.create_user(UserName=f"clerk-{number}")
pages = iam.get_paginator("list_users").paginate(PaginationConfig={"PageSize": 2})
tell("list users in pages", [[user["UserName"] for user in page["Users"]] for page in pages])
tell("create it again", refusal(lambda: iam.create_user(UserName="lucy")))

key = iam.create_access_key(UserName="lucy")["AccessKey"]
lucys = (key["AccessKeyId"], key["SecretAccessKey"])
tell("act without a permission", refusal(lambda: client("s3", *lucys).create_bucket(Bucket="lucy-bucket")))
iam.put_user_policy(UserName="lucy", PolicyName="assume", PolicyDocument=policy("sts:AssumeRole"))
role = iam.create_role(
    RoleName="keeper", AssumeRolePolicyDocument=policy("sts:AssumeRole", principal={"AWS": user["Arn"]})
)["Role"]
iam.put_role_policy(RoleName="keeper", PolicyName="keep", PolicyDocument=policy("s3:*"))
tell("read the trust policy", iam.get_role(RoleName="keeper")["Role"]["AssumeRolePolicyDocument"]["Statement"][0]["Action"])

session = client("sts", *lucys).assume_role(RoleArn=role["Arn"], RoleSessionName="monday")["Credentials"]
keeper = (session["AccessKeyId"], session["SecretAccessKey"], session["SessionToken"])
tell("who am I", client("sts", *keeper).get_caller_identity()["Arn"])

s3 = client("s3", *keeper)
s3.create_bucket(Bucket="lucy-bucket", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
large = bytes(range(256)) * 40_000
s3.upload_fileobj(io.BytesIO(large), "lucy-bucket", "a folder/large é.bin")
read = io.BytesIO()
s3.download_fileobj("lucy-bucket", "a folder/large é.bin", read)
tell("upload and download", read.getvalue() == large)
tell("list objects", [entry["Key"] for entry in s3.list_objects_v2(Bucket="lucy-bucket")["Contents"]])
tell("read a key that is not there", refusal(lambda: s3.get_object(Bucket="lucy-bucket", Key="none")))
tell("delete a bucket that is not empty", refusal(lambda: s3.delete_bucket(Bucket="lucy-bucket")))

organizations = client("organizations")
created = organizations.create_organization(FeatureSet="ALL")["Organization"]
tell("create an organization", created["MasterAccountId"])
tell("create it again", refusal(lambda: organizations.create_organization(FeatureSet="ALL")))
