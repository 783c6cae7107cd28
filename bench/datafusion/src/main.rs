fn main() {
    let rt = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    rt.block_on(async {
        let ctx = datafusion::prelude::SessionContext::new();
        println!("{:?}", ctx.sql("select 1").await.unwrap().collect().await.unwrap());
    });
}
